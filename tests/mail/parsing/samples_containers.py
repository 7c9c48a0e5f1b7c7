"""HTML answers of web mailers and phones: (name, HTML); each says "Works." and quotes "Old words"."""

from __future__ import annotations

CONTAINERS = [
    (
        "outlook web",
        '<div class="elementToProof" style="font-family: Aptos">Works.</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" '
        'tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font><b>From:</b> Support<br><b>Sent:</b> Tuesday</font></div><div>Old words</div>',
    ),
    (
        "outlook web with signature",
        '<div class="elementToProof">Works.</div><div id="Signature"><p>Anna Orlova</p><p>Client Ltd</p></div><div id="appendonsend"></div>'
        '<hr tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><b>From:</b> Support</div><div>Old words</div>',
    ),
    (
        "new outlook",
        '<div class="elementToProof">Works.</div><div id="ms-outlook-mobile-signature"><div><br></div>Anna</div>'
        '<div id="mail-editor-reference-message-container"><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg"><b>Von:</b> Support'
        "</div>Old words</div>",
    ),
    (
        "outlook desktop grey line",
        '<p class="MsoNormal">Works.<o:p></o:p></p><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"><p class="MsoNormal">'
        "<b>Frå:</b> Support<br><b>Sendt:</b> tysdag</p></div><p>Old words</p>",
    ),
    (
        "outlook desktop line, rewritten by a server",
        '<p class="x_MsoNormal">Works.</p><div style="border-right:medium none; border-bottom:medium none; border-left:medium none; '
        'border-top:1pt solid rgb(225,225,225); padding:3pt 0in 0in"><p class="x_MsoNormal"><b>Frå:</b> Support</p></div><p>Old words</p>',
    ),
    (
        "outlook desktop line in other units",
        '<p class="MsoNormal">Works.</p><div style="border:none; border-top:1pt solid #b5c4df; padding:3pt 0cm 0cm 0cm"><p><b>Frå:</b> Support</p></div><p>Old words</p>',
    ),
    (
        "outlook mac",
        '<div>Works.</div><div id="mac_OLK_"></div><div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0in 0in 0in"><p><b>From: </b>Support '
        "&lt;s@d.example&gt;<br><b>Date: </b>Tuesday, 12 May 2026 at 10:15<br><b>To: </b>Anna<br><b>Subject: </b>Re</p></div><p>Old words</p>",
    ),
    (
        "outlook phone",
        '<div dir="ltr">Works.</div><div id="ms-outlook-mobile-signature"><div></div>Get <a href="https://aka.ms/o0ukef">Outlook for iOS</a></div><hr '
        'style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg"><b>From:</b> Support</div><div>Old words</div>',
    ),
    (
        "zimbra",
        '<div style="font-family: arial">Works.<br></div><hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>Fra: </b>Support'
        "<br></div><div>Old words</div>",
    ),
    (
        "gmx",
        '<div>Works.</div><div>&nbsp;<div name="quote" style="margin:10px 5px 5px 10px; padding: 10px 0 10px 10px; border-left:2px solid #C3D9E5;">'
        '<div style="margin:0 0 10px 0;"><b>Gesendet:</b>&nbsp;Dienstag, 12. Mai 2026 um 10:15 Uhr<br><b>Von:</b>&nbsp;Support &lt;s@d.example&gt;<br>'
        "<b>An:</b>&nbsp;anna@c.example<br><b>Betreff:</b>&nbsp;Drucker</div><div>Old words</div></div></div>",
    ),
    (
        "yahoo",
        '<div>Works.</div><div id="yahoo_quoted_123" class="yahoo_quoted"><div>On Tuesday, Support wrote:</div><div>Old words</div></div>',
    ),
    (
        "aol",
        '<div>Works.</div><div style="color:black"><br>-----Original Message-----<br>From: Support &lt;s@d.example&gt;<br>To: anna@c.example<br>'
        "Sent: Tue, May 12, 2026 10:15 am<br>Subject: Re<br><br>Old words</div>",
    ),
    (
        "icloud",
        '<div>Works.<br></div><div><br><blockquote type="cite"><div>On May 12, 2026, at 10:15 AM, Support &lt;s@d.example&gt; wrote:<br></div>'
        "<div>Old words</div></blockquote></div>",
    ),
    (
        "fastmail",
        '<div>Works.<br></div><div><br></div><div>On Tue, 12 May 2026, at 10:15 AM, Support wrote:<br></div><blockquote type="cite" id="qt"><div>Old words</div></blockquote>',
    ),
    (
        "spark",
        '<div name="messageBodySection"><div dir="auto">Works.</div></div><div name="messageSignatureSection"><br></div><div name="messageReplySection">'
        'On 12 May 2026, 10:15 +0200, Support &lt;s@d.example&gt;, wrote:<br><blockquote type="cite">Old words</blockquote></div>',
    ),
    (
        "samsung",
        '<div dir="auto">Works.</div><div dir="auto"><br></div><div id="composer_signature" dir="auto"><div style="font-size:12px;color:#575757" dir="auto">'
        'Отправлено с моего Galaxy</div></div><div><br></div><div align="left" dir="auto" style="font-size:100%;color:#000000"><div>-------- Исходное '
        "сообщение --------</div><div>От: Поддержка &lt;s@d.example&gt; </div><div>Дата: 12.05.26  10:15  (GMT+03:00) </div><div>Кому: anna </div><div>Тема: Re"
        "</div><div><br></div></div>Old words",
    ),
    (
        "yandex",
        '<div>Works.</div><div>\u00a0</div><div>12.05.2026, 10:15, "Поддержка" &lt;s@d.example&gt;:</div><blockquote><div>Old words</div></blockquote>',
    ),
    (
        "yandex new",
        "<div>Works.</div><div>----------------</div><div>Кому: anna@c.example (anna@c.example);</div><div>Тема: Re;</div><div>12.05.2026, 10:15, "
        '"Поддержка" &lt;s@d.example&gt;:</div><blockquote><div>Old words</div></blockquote>',
    ),
    (
        "yandex phone",
        "<div>Works.</div><br><br>-- <br>Отправлено из мобильного приложения Яндекс Почты<br><br><br>10:15, 12 мая 2026 г., Поддержка &lt;s@d.example&gt;:<br>"
        "<blockquote>Old words</blockquote>",
    ),
    (
        "mail.ru",
        '<HTML><BODY><div>Works.</div><div>&nbsp;</div><div data-signature-widget="container"><div data-signature-widget="content">--<br>Анна Орлова</div></div>'
        '<div>&nbsp;</div><blockquote style="border-left:1px solid #0857A6; margin:10px; padding:0 0 0 10px;">Вторник, 12 мая 2026, 10:15 +03:00 от Поддержка '
        '&lt;<a href="mailto:s@d.example">s@d.example</a>&gt;:<br>&nbsp;<div id=""><div class="js-helper js-readmsg-msg">Old words</div></div></blockquote></BODY></HTML>',
    ),
    (
        "mail.ru phone",
        "<div>Works.</div><br><br><i>Отправлено из мобильной Почты Mail.ru</i><br><br><br>Вторник, 12 мая 2026, 10:15 +0300 от Поддержка  "
        "&lt;s@d.example&gt;:<br><blockquote style='border-left:1px solid #0857A6'>Old words</blockquote>",
    ),
    (
        "seznam",
        '<div>Works.</div><br><aside style="">---------- Původní e-mail ----------<br>Od: Podpora &lt;s@d.example&gt;<br>Komu: anna@c.example<br>'
        'Datum: 12. 5. 2026 10:15:00<br>Předmět: Re</aside><br><blockquote data-email="s@d.example" style="">Old words</blockquote>',
    ),
    (
        "seznam phone",
        "<div>Works.</div><div>Odesláno z mobilní aplikace Seznam Email</div><div>Dne 12. 5. 2026 10:15 napsal uživatel Podpora &lt;s@d.example&gt;:</div>"
        "<blockquote>Old words</blockquote>",
    ),
    (
        "tutanota",
        '<div>Works.</div><br>-- <br>Secured with Tutanota<br><br>May 12, 2026, 10:15 by s@d.example:<br><blockquote class="tutanota_quote">Old words</blockquote>',
    ),
    (
        "k-9",
        '<div dir="auto">Works.</div><br><br><div class="gmail_quote">Am 12. Mai 2026 10:15:00 MESZ schrieb Support &lt;s@d.example&gt;:<blockquote '
        'class="gmail_quote">Old words</blockquote></div>',
    ),
    (
        "zoho",
        '<div>Works.</div><div class="zmail_extra_hr" style="border-top: 1px solid rgb(204, 204, 204)"></div><div class="zmail_extra"><div><br>---- On Tue, 12 May 2026 '
        "10:15:00 +0200 <b>Support &lt;s@d.example&gt;</b> wrote ---<br></div><blockquote>Old words</blockquote></div>",
    ),
    (
        "front",
        '<div>Works.</div><br><blockquote type="cite" class="front-blockquote">On May 12, 2026, 10:15 AM GMT+2 s@d.example wrote:<br><br>Old words</blockquote>',
    ),
    (
        "thunderbird",
        '<p>Works.</p><div class="moz-cite-prefix">ma 12.5.2026 klo 10.15 Tuki kirjoitti:<br></div><blockquote type="cite" cite="mid:x">Old words</blockquote>'
        '<div class="moz-signature">-- <br>Anna</div>',
    ),
    (
        "lotus",
        '<font size=2 face="sans-serif">Works.</font><br><br><br><br><font size=1 color=#5f5f5f face="sans-serif">From: &nbsp; &nbsp; &nbsp; &nbsp;</font>'
        '<font size=1 face="sans-serif">Support &lt;s@d.example&gt;</font><br><font size=1 color=#5f5f5f>To: &nbsp; &nbsp; &nbsp; &nbsp;</font><font size=1>'
        "anna@c.example</font><br><font size=1>Date: &nbsp; &nbsp; &nbsp; &nbsp;</font><font size=1>12.05.2026 10:15</font><br><font size=1>Subject: &nbsp; "
        "&nbsp; &nbsp; &nbsp;</font><font size=1>Re</font><br><hr noshade><br>Old words",
    ),
    (
        "gmail attribution in the block",
        '<div dir="ltr">Works.</div><br><div class="gmail_quote"><div dir="ltr">On Tue &lt;s@d.example&gt; wrote:<br></div><blockquote class="gmail_quote" '
        'style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex"><div>Old words</div></blockquote></div>',
    ),
    (
        "gmail with signature below the answer",
        '<div dir="ltr"><div>Works.</div><div><br></div>-- <br><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature">Anna Orlova<br>+7 495 1</div>'
        '</div><br><div class="gmail_quote"><div class="gmail_attr">вт, 12 мая 2026 г. в 10:15, Поддержка &lt;s@d.example&gt;:<br></div><blockquote>Old words</blockquote></div>',
    ),
    (
        "apple with signature",
        '<html><body>Works.<br><br><div dir="ltr"><div id="AppleMailSignature">Anna Orlova<br>Client Ltd</div></div><div dir="ltr"><br><blockquote type="cite">'
        'On May 12, 2026, at 10:15 AM, Support &lt;s@d.example&gt; wrote:<br><br></blockquote></div><blockquote type="cite">Old words</blockquote></body></html>',
    ),
    (
        "proton",
        '<div>Works.<br></div><div class="protonmail_signature_block"><div>Anna</div></div><div class="protonmail_quote">On Tuesday, Support wrote:<br><blockquote class="protonmail_quote" type="cite">Old words</blockquote></div>',
    ),
    (
        "superhuman",
        '<div>Works.</div><br><div class="gmail_quote">On Tue, May 12, 2026 at 10:15 AM, Support <span>&lt;s@d.example&gt;</span> wrote:<br><blockquote class="gmail_quote">Old words</blockquote></div>',
    ),
    (
        "rambler",
        "<div>Works.</div><div><br></div><div>12.05.2026, 10:15, Поддержка &lt;s@d.example&gt; написал(а):</div><blockquote>Old words</blockquote>",
    ),
    (
        "roundcube",
        '<p>Works.</p><p id="reply-intro">Il 2026-05-12 10:15 Supporto ha scritto:</p><blockquote type="cite">Old words</blockquote>',
    ),
    (
        "sogo",
        '<div>Works.<br><br>On Tuesday, May 12, 2026 10:15 CEST, "Support" &lt;s@d.example&gt; wrote:<br>&nbsp;<blockquote type="cite">Old words</blockquote></div>',
    ),
    (
        "evolution",
        '<div>Works.</div><div>On Tue, 2026-05-12 at 10:15 +0200, Support wrote:</div><blockquote type="cite" style="margin:0 0 0 .8ex;">Old words</blockquote>',
    ),
    (
        "nested tables",
        "<table><tr><td>Works.</td></tr></table><table><tr><td>From: Support &lt;s@d.example&gt;<br>Sent: Tuesday, May 12, 2026 10:15 AM<br>To: Anna<br>Subject: Re</td></tr><tr><td>Old words</td></tr></table>",
    ),
]
