// Uses the installed library from C++11: the header compiles there, its names
// have C linkage, and its objects live well in smart pointers.  Exits 0 when
// everything came as it should.
#include <zhnorm/zhnorm.h>

#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>

namespace
{

struct Release {
    void operator()(zhnorm_converter *converter) const
    {
        zhnorm_converter_free(converter);
    }
    void operator()(zhnorm_result *result) const
    {
        zhnorm_result_free(result);
    }
};

using Converter = std::unique_ptr<zhnorm_converter, Release>;
using Result = std::unique_ptr<zhnorm_result, Release>;

Converter compile(const char *config)
{
    zhnorm_options options;
    zhnorm_options_init(&options);
    options.config = config;
    zhnorm_converter *converter = nullptr;
    zhnorm_error error;
    if (zhnorm_compile(&options, &converter, &error) != ZHNORM_OK) {
        throw std::runtime_error(error.message);
    }
    return Converter(converter);
}

std::string convert(const Converter &converter, const std::string &text)
{
    zhnorm_result *raw = nullptr;
    zhnorm_error error;
    if (zhnorm_convert_result(converter.get(), text.data(), text.size(), &raw, &error) !=
        ZHNORM_OK) {
        throw std::runtime_error(error.message);
    }
    Result result(raw);
    return std::string(zhnorm_result_text(result.get()), zhnorm_result_length(result.get()));
}

bool check(const char *config, const std::string &source, const std::string &wanted)
{
    const std::string got = convert(compile(config), source);
    if (got == wanted) {
        return true;
    }
    std::cerr << config << ": \"" << source << "\": wanted \"" << wanted << "\", got \"" << got
              << "\"\n";
    return false;
}

} // namespace

int main()
{
    try {
        const bool cn = check("cn", "網路(軟體)", "网络（软件）");
        const bool t2s = check("t2s", "網路,軟體", "网路,软体");
        return cn && t2s ? 0 : 1;
    } catch (const std::exception &error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
