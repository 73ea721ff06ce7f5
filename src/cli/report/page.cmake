# Puts the parts of the report's page together, and names the digests of its style and
# script in its content security policy, so that a browser runs these and nothing else.
#
# usage: cmake -DSOURCE=DIRECTORY -DHEAD=FILE -DTAIL=FILE -P page.cmake

# Sets `result` to the SHA-256 digest of a text in base64.
function(sha256_base64 text result)
  set(alphabet "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  string(SHA256 digits "${text}")
  # 32 bytes are ten times three and two more: a byte 0 fills them up.
  set(digits "${digits}00")
  set(encoded "")
  foreach(at RANGE 0 60 6)
    string(SUBSTRING "${digits}" ${at} 6 three)
    foreach(shift 18 12 6 0)
      math(EXPR index "(0x${three} >> ${shift}) & 63")
      string(SUBSTRING "${alphabet}" ${index} 1 letter)
      string(APPEND encoded "${letter}")
    endforeach()
  endforeach()
  # The last letter stands for the byte that fills up alone.
  string(SUBSTRING "${encoded}" 0 43 encoded)
  set(${result} "${encoded}=" PARENT_SCOPE)
endfunction()

file(READ ${SOURCE}/page.html page)
set(style "")
foreach(name base figures table samples narrow)
  file(READ ${SOURCE}/${name}.css part)
  string(APPEND style "${part}")
endforeach()
set(script "")
foreach(name text hint table overview replacements attention samples files main)
  file(READ ${SOURCE}/${name}.js part)
  string(APPEND script "${part}")
endforeach()
sha256_base64("${style}" style_hash)
sha256_base64("${script}" script_hash)

string(REPLACE "@STYLE_HASH@" "${style_hash}" page "${page}")
string(REPLACE "@SCRIPT_HASH@" "${script_hash}" page "${page}")
string(REPLACE "@STYLE@" "${style}" page "${page}")
string(REPLACE "@SCRIPT@" "${script}" page "${page}")
string(FIND "${page}" "@DATA@" middle)
string(SUBSTRING "${page}" 0 ${middle} head)
math(EXPR behind "${middle} + 6")
string(SUBSTRING "${page}" ${behind} -1 tail)
file(WRITE ${HEAD} "${head}")
file(WRITE ${TAIL} "${tail}")
