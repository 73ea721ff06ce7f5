#!/bin/sh
# A Markdown file is known by its name: its words change, its markup does not.
cat >article.md <<'MD'
---
title: '網路服務,加快步伐'
slug: 雲端
---
# 網路,世界

**注意：** 請看[說明,一](http://example.com/說明 "標題")和`代碼,二`。

<p>滑鼠,鍵盤</p>
MD
"$ZHNORM" convert article.md
