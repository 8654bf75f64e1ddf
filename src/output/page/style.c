/*
 * How a page looks: on a screen, light or dark, wide or as narrow as a phone, and on A4.
 *
 * Lines, since a compiler need not take a text of more than 4,095 bytes. The colours of text have a
 * contrast of 4.5 or more on each ground that they are on.
 */
#include "output/page/style.h"

#include <stddef.h>

const char *const pov_html_style[] = {
    ":root{color-scheme:light dark;--ink:#1b1d21;--soft:#565b64;--page:#fff;--ground:#f3f5f8;"
    "--line:#d3d8e0;--link:#0b5394;--error:#a61c1c;--warning:#8a4b00;--note:#0b5394}",
    "@media screen and (prefers-color-scheme:dark){:root{--ink:#e7e9ed;--soft:#a9b0bb;"
    "--page:#14161a;--ground:#1e2228;--line:#39404a;--link:#8ab8ee;--error:#ff9a91;"
    "--warning:#f0b45c;--note:#8ab8ee}}",
    "*{box-sizing:border-box}",
    "html{-webkit-text-size-adjust:100%;text-size-adjust:100%}",
    "body{margin:0 auto;max-width:76rem;padding:1.5rem clamp(1rem,3vw,2.5rem);color:var(--ink);"
    "background:var(--page);font:1rem/1.5 system-ui,-apple-system,\"Segoe UI\",Roboto,"
    "\"Noto Sans\",\"DejaVu Sans\",Arial,sans-serif;overflow-wrap:anywhere}",
    "h1{font-size:1.7rem;line-height:1.25;margin:0 0 .25rem}",
    "h2{font-size:1.3rem;line-height:1.3;margin:2.5rem 0 .75rem;padding-top:.75rem;"
    "border-top:2px solid var(--line)}",
    "h3{font-size:1.05rem;margin:1.75rem 0 .5rem}",
    "p,ul,ol,dl,figure{margin:.5rem 0}",
    "ul,ol{padding-left:1.25rem}",
    "code,.place{font-family:ui-monospace,Consolas,\"Liberation Mono\",monospace;font-size:.85em}",
    ".place,.quiet,caption{color:var(--soft)}",
    ".quiet{font-size:.9rem}",
    /* heard, not seen; not copied into a spreadsheet either */
    ".heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);"
    "white-space:nowrap;-webkit-user-select:none;user-select:none}",

    /* sentences, and words with their meaning */
    "dl{display:grid;grid-template-columns:fit-content(16rem) 1fr}",
    "dt,dd{margin:0;padding:.3rem 0;border-top:1px solid var(--line)}",
    "dt{color:var(--soft);padding-right:1.5rem}",
    "dt:first-child,dt:first-child+dd{border-top:0}",
    ".lead{max-width:46rem;font-size:1.1rem;margin:.75rem 0}",

    /* tables: what is too wide scrolls in its own box, and the names stay */
    ".wide{overflow-x:auto;border:1px solid var(--line);border-radius:.5rem}",
    ".wide:focus-visible{outline:3px solid var(--link);outline-offset:2px}",
    "table{border-collapse:separate;border-spacing:0;width:100%;font-size:.93rem;"
    "font-variant-numeric:tabular-nums;overflow-wrap:normal}",
    "caption{text-align:left;padding:.5rem .75rem;font-size:.85rem}",
    "th,td{padding:.35rem .75rem;text-align:left;vertical-align:top;"
    "border-top:1px solid var(--line)}",
    "thead th{vertical-align:bottom;background:var(--ground);line-height:1.25;min-width:4.5rem}",
    ".n{text-align:right;white-space:nowrap}",
    "thead .n{white-space:normal}",
    "tbody th,tfoot th{font-weight:400;position:sticky;left:0;background:var(--page);"
    "min-width:10rem}",
    "thead .name{position:sticky;left:0}",
    ".tree>.d0>th,tfoot th,tfoot td{font-weight:600}",
    "tfoot{display:table-row-group}",
    "tfoot tr:first-child>*{border-top:2px solid var(--soft)}",
    ".d1>th{padding-left:1.75rem}.d2>th{padding-left:2.75rem}.d3>th{padding-left:3.75rem}"
    ".d4>th{padding-left:4.75rem}.d5>th{padding-left:5.75rem}",

    /* findings */
    ".findings{list-style:none;padding:0}",
    ".findings>li{border-left:.3rem solid var(--colour);background:var(--ground);"
    "padding:.4rem .75rem;margin:.4rem 0}",
    ".findings .place{display:block}",
    ".error{--colour:var(--error)}.warning{--colour:var(--warning)}.note{--colour:var(--note)}",
    "h3.error,h3.warning,h3.note{color:var(--colour)}",

    /* a chart is there twice, for a broad screen and for a slim one */
    ".chart{margin:1rem 0 1.5rem}",
    ".chart svg{display:block;width:100%;height:auto;max-width:48rem}",
    ".slim{display:none}",
    "footer{margin-top:3rem;padding-top:.75rem;border-top:1px solid var(--line)}",

    "@media (min-width:60rem){tbody th,tfoot th{min-width:15rem}tfoot td{white-space:nowrap}}",
    "@media (max-width:40rem){body{padding:1rem}h1{font-size:1.4rem}"
    ".full{display:none}.slim{display:block}.slim svg{max-width:26rem}"
    "dl{grid-template-columns:1fr}dd{border-top:0;padding-top:0}.lead{font-size:1rem}"
    "th,td{padding:.35rem .5rem}tbody th,tfoot th,thead .name{max-width:10rem;"
    "overflow-wrap:anywhere}.d1>th{padding-left:1rem}.d2>th{padding-left:1.5rem}"
    ".d3>th,.d4>th,.d5>th{padding-left:2rem}}",

    /* A4: headings of a table come again on each page, and no row is cut */
    "@page{size:A4;margin:14mm 12mm;@bottom-right{content:counter(page) \" / \" counter(pages);"
    "font:8pt sans-serif;color:#565b64}}",
    "@page broad{size:A4 landscape}",
    "@media print{body{max-width:none;padding:0;font-size:10pt}h1{font-size:16pt}"
    "h2{font-size:13pt;margin-top:8mm}h3{font-size:11pt}.broad{page:broad}.quiet{font-size:8.5pt}"
    ".wide{overflow:visible;border:0}table{font-size:8pt;line-height:1.35}th,td{padding:.8mm 1.5mm}"
    "thead{display:table-header-group}thead th{min-width:0}td{overflow-wrap:anywhere}"
    "tbody td:not(.n){min-width:20mm}tbody th,tfoot th,thead .name{position:static;"
    "min-width:42mm;background:none}tfoot td{white-space:normal}"
    ".d1>th{padding-left:4mm}.d2>th{padding-left:7mm}.d3>th{padding-left:10mm}"
    ".d4>th{padding-left:13mm}.d5>th{padding-left:16mm}",
    "h1,h2,h3,tr,li,.chart,.lead,dt,dd{break-inside:avoid}"
    "h1,h2,h3,h2+p,h3+p,caption,thead{break-after:avoid}"
    "tbody>tr:first-child,footer{break-before:avoid}footer{margin-top:6mm}"
    ".findings>li,thead th{background:none}"
    ".full{display:block}.slim{display:none}"
    ".chart svg{width:auto;max-width:100%;max-height:200mm}}",
    NULL,
};
