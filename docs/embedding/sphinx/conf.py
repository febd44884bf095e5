# An example project: `cargo xtask test embedding` builds it, and the browser tests open it.
project = "Lessons"
html_theme = "furo"
# The site stands beside these pages, in a folder `accesspath`; paths begin in `_static`. Else the script has the site's
# whole address.
html_js_files = ["../../accesspath/embed.js"]
