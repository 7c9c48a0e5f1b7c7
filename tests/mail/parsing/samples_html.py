"""HTML replies as mail programs write them: (name, HTML, the new part)."""

from __future__ import annotations

HTML = [
    (
        "gmail",
        '<div dir="ltr">Works.</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Tue, May 12, 2026 at'
        ' 10:15 AM Support &lt;<a href="mailto:s@desk.example">s@desk.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0">'
        "Old text</blockquote></div>",
        "Works.",
    ),
    (
        "gmail unknown language",
        '<div dir="ltr">Toimii.</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">ti 12. toukok. 2026 klo 10.15'
        ' Tuki (s@desk.example) kertoi:<br></div><blockquote class="gmail_quote">Vanha</blockquote></div>',
        "Toimii.",
    ),
    (
        "gmail signature",
        '<div dir="ltr">Works.<br clear="all"><div><br></div><span class="gmail_signature_prefix">-- </span><br><div dir="ltr"'
        ' class="gmail_signature">Anna<br>Client Ltd</div></div>',
        "Works.",
    ),
    (
        "gmail inline",
        '<div dir="ltr"><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Tue, May 12, 2026 Support &lt;s@d.example&gt; wrote:<br>'
        '</div><blockquote class="gmail_quote">Which version?</blockquote><div>5.2</div><blockquote '
        'class="gmail_quote">Which system?</blockquote>'
        "<div>Debian</div></div></div>",
        "> Which version?\n\n5.2\n\n> Which system?\n\nDebian",
    ),
    (
        "outlook desktop",
        "<p class=MsoNormal>Agreed.<o:p></o:p></p><p "
        "class=MsoNormal><o:p>&nbsp;</o:p></p><div><div style='border:none;border-top:solid"
        " #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b>From:</b> Support &lt;s@d.example&gt; "
        "<br><b>Sent:</b> Tuesday<br><b>To:</b> Anna"
        "<br><b>Subject:</b> Re<o:p></o:p></p></div></div><p class=MsoNormal>Old</p>",
        "Agreed.",
    ),
    (
        "outlook desktop finnish",
        "<p class=MsoNormal>Sovittu.</p><div style='border:none;border-top:solid "
        "#B5C4DF 1.0pt'><p class=MsoNormal><b>Lähettäjä:</b>"
        " Tuki<br><b>Lähetetty:</b> tiistai</p></div><p class=MsoNormal>Vanha</p>",
        "Sovittu.",
    ),
    (
        "outlook web",
        '<div>Agreed</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr">'
        "<font><b>Från:</b> Support<br><b>Skickat:</b> den 12 maj</font></div><div>Gammal</div>",
        "Agreed",
    ),
    (
        "apple mail",
        '<html><body>Yes.<br><div><br><blockquote type="cite"><div>On May 12, 2026, at 10:15, Support &lt;s@d.example&gt; wrote:</div><br><div>Old'
        "</div></blockquote></div></body></html>",
        "Yes.",
    ),
    (
        "apple phone ru",
        '<html><body>Да<br><br><div dir="ltr">Отправлено с iPhone</div><div dir="ltr"><br><blockquote type="cite">12 мая 2026 г., в 10:15, Поддержка'
        ' &lt;s@d.example&gt; написал(а):<br><br></blockquote></div><blockquote type="cite"><div>Старый</div></blockquote></body></html>',
        "Да",
    ),
    (
        "thunderbird",
        '<p>Fine.</p><div class="moz-cite-prefix">Dne 12. 05. 26 v 10:15 Podpora napsal(a):<br></div><blockquote type="cite" cite="mid:x"><p>Old</p>'
        '</blockquote><div class="moz-signature">-- <br>Jan</div>',
        "Fine.",
    ),
    (
        "yandex",
        '<div>Спасибо!</div><div> </div><div>12.05.2026, 10:15, "Поддержка" &lt;s@d.example&gt;:</div><blockquote><p>Старый</p></blockquote>',
        "Спасибо!",
    ),
    (
        "mail.ru",
        '<div>Спасибо.</div><div>&nbsp;</div><blockquote style="border-left:1px solid #0857A6;margin:10px"><div>Вторник, 12 мая 2026, 10:15 +03:00 от Поддержка'
        " &lt;s@d.example&gt;:<br>&nbsp;</div><div>Старый</div></blockquote>",
        "Спасибо.",
    ),
    (
        "seznam",
        "<div>Děkuji.</div><aside>---------- Původní e-mail ----------<br>Od: Podpora "
        "&lt;s@d.example&gt;<br>Komu: anna@c.example<br>Datum: 12. 5. 2026 10:15:00"
        '<br>Předmět: Re</aside><br><blockquote data-email="s@d.example">Staré</blockquote>',
        "Děkuji.",
    ),
    (
        "proton",
        '<div>Ok</div><div class="protonmail_quote">On Tuesday, Support wrote:<br><blockquote type="cite">Old</blockquote></div>',
        "Ok",
    ),
    ("only a quote", "<blockquote>Only this</blockquote>", "> Only this"),
    (
        "quote as indentation",
        "<p>Please set:</p><blockquote>level = 5</blockquote><p>and restart.</p>",
        "Please set:\n\n> level = 5\n\nand restart.",
    ),
    (
        "table",
        "<table><tr><td>Order</td><td>55</td></tr><tr><td>Sum</td><td>100</td></tr></table>",
        "Order 55\nSum 100",
    ),
    ("list", "<p>Missing:</p><ul><li>one</li><li>two</li></ul>", "Missing:\n\n- one\n- two"),
    ("entities and spaces", "<p>a &lt;b&gt; &amp;&nbsp;c</p>\n\n<p>d\n   e</p>", "a <b> & c\n\nd e"),
    ("pre", "<pre>one\n  two</pre>", "one\n  two"),
]
