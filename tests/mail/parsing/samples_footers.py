"""What phones, mail programs and virus scanners write under a mail, one line each."""

FOOTERS = """
Sent from my iPhone
Sent from my iPad
Sent from my Samsung Galaxy smartphone.
Sent from Samsung tablet.
Sent from my Galaxy
Sent from my Huawei phone
Sent from my BlackBerry 10 smartphone.
Sent from Mail for Windows
Sent from Mail for Windows 10
Sent from Outlook for iOS
Sent from Outlook for Android
Sent from Yahoo Mail for iPhone
Sent from Yahoo Mail on Android
Sent from AOL Mobile Mail
Sent from Proton Mail for iOS
Sent from Proton Mail Android
Sent with Proton Mail secure email.
Sent with ProtonMail Secure Email.
Sent via Superhuman
Sent from Mailspring
Sent using Zoho Mail
Sent using hushmail
Sent from Workspace ONE Boxer
Sent from Nine
Sent with BlackBerry Work (www.blackberry.com)
Sent from my mobile device
Sent from my phone, please excuse brevity.
Sent from my Android phone with K-9 Mail. Please excuse my brevity.
Sent from my Android device with K-9 Mail. Please excuse my brevity.
Get Outlook for iOS
Get Outlook for Android
Get Outlook for iOS <https://aka.ms/o0ukef>
Get BlueMail for Android
Get TypeApp for Android
Отправлено с iPhone
Отправлено с моего iPhone
Отправлено с iPad
Отправлено из мобильной Почты Mail.ru
Отправлено из Почты Mail.ru
Отправлено из Почты Mail.ru для Android
Отправлено из Почты Mail
Отправлено из мобильной Яндекс.Почты
Отправлено из мобильного приложения Яндекс Почты
Отправлено из мобильного приложения Яндекс.Почты
Отправлено из Яндекс.Почты для мобильных
Отправлено с мобильного устройства
Отправлено с мобильного телефона
Отправлено с моего Galaxy
Отправлено с моего устройства Galaxy
Отправлено со смартфона Samsung Galaxy.
Отправлено с устройства Samsung
Отправлено с моего телефона Huawei
Отправлено с моего Xiaomi
Отправлено из приложения Почта для Windows
Отправлено из Почты для Windows 10
Отправлено из Outlook для iOS
Отправлено с Android-устройства с помощью K-9 Mail. Извините за краткость.
Простите за краткость, создано в K-9 Mail.
Скачать Outlook для iOS
Загрузить Outlook для Android
Получить Outlook для iOS
Отправлено из myMail для Android
Отправлено из Gmail
Отправлено из Рамблер/почты
Отправлено из мобильной почты Рамблера
Отправлено из Mail.ru для Android
Надіслано з iPhone
Надіслано з мого iPhone
Надіслано з мого Galaxy
Надіслано з пристрою Samsung
Завантажити Outlook для Android
Отримайте Outlook для iOS
Відправлено з мобільного пристрою
Надіслано з пристрою Android за допомогою K-9 Mail. Вибачте за стислість.
Odesláno z iPhonu
Odesláno z mého iPhonu
Odesláno z mého iPhone
Odesláno z iPadu
Odesláno z mobilu
Odesláno z mobilního telefonu
Odesláno z mého mobilu
Odesláno ze smartphonu Samsung
Odesláno z mého zařízení Galaxy
Odesláno ze zařízení Galaxy
Odesláno ze Seznam Email
Odesláno z aplikace Seznam Email
Odesláno z mobilní aplikace Seznam Email
Odesláno z Outlooku pro iOS
Odesláno z Outlook pro Android
Odesláno z aplikace Pošta pro Windows
Odesláno z Pošty pro Windows 10
Získat Outlook pro iOS
Získat Outlook pro Android
Stáhnout Outlook pro Android
Odesláno aplikací K-9 Mail ze systému Android.
Odesláno z aplikace K-9 Mail pro Android. Omluvte prosím moji stručnost.
Odoslané z iPhonu
Odoslané z môjho iPhonu
Odoslané z mobilu
Odoslané z Outlooku pre iOS
Získať Outlook pre Android
Poslané z iPhonu
Von meinem iPhone gesendet
Von meinem iPad gesendet
Gesendet von meinem iPhone
Gesendet von meinem Samsung Galaxy Smartphone.
Von meinem Samsung Galaxy Smartphone gesendet.
Gesendet von Mail für Windows 10
Gesendet von Outlook für Android
Gesendet mit der GMX Mail App
Gesendet mit der WEB.DE Mail App
Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.
Holen Sie sich Outlook für iOS
Outlook für Android herunterladen
Outlook für iOS beziehen
Gesendet mit der mobilen Mail App
Von meinem Handy gesendet
Von unterwegs gesendet
Envoyé de mon iPhone
Envoyé depuis mon iPhone
Envoyé depuis mon smartphone Samsung Galaxy.
Envoyé depuis mon appareil Galaxy
Envoyé depuis l'application Mail Orange
Envoyé à partir d’Outlook pour Android
Envoyé à partir de Courrier pour Windows 10
Envoyé depuis Yahoo Mail pour Android
Télécharger Outlook pour iOS
Obtenir Outlook pour Android
Obtenez Outlook pour iOS
Envoyé de mon mobile
Wysłane z iPhone'a
Wysłane z mojego iPhone'a
Wysłane z iPhone’a
Wysłane z telefonu Samsung
Wysłane z mojego Galaxy
Wysłano z urządzenia Samsung
Wysłane z aplikacji Poczta systemu Windows 10
Wysłano z aplikacji mobilnej WP Poczta
Wysłano z programu Outlook dla systemu Android
Pobierz aplikację Outlook dla systemu iOS
Pobierz program Outlook dla Android
Enviado desde mi iPhone
Enviado desde mi Samsung
Enviado desde mi smartphone Samsung Galaxy.
Enviado desde Correo para Windows 10
Enviado desde Outlook para Android
Enviado desde Yahoo Mail para Android
Obtener Outlook para iOS
Obtener Outlook para Android
Enviado do meu iPhone
Enviado de meu iPhone
Enviado via iPhone
Enviado do Outlook para iOS
Obter o Outlook para iOS
Inviato da iPhone
Inviato dal mio iPhone
Inviato da Outlook per Android
Inviato da Posta per Windows 10
Inviato da Libero Mail per iOS
Scarica Outlook per iOS
Ottenere Outlook per Android
Verstuurd vanaf mijn iPhone
Verzonden vanaf mijn Samsung
Verzonden met Outlook voor Android
Outlook voor iOS downloaden
Outlook voor Android ophalen
Skickat från min iPhone
Sendt fra min iPhone
Lähetetty iPhonesta
iPhone'umdan gönderildi
iPhone’umdan gönderildi
Trimis de pe iPhone-ul meu
Az iPhone-omról küldve
Изпратено от iPhone
iPhoneから送信
从我的 iPhone 发送
发自我的iPhone
發自我的 iPhone
Virus-free. www.avast.com
Virus-free.www.avg.com
Без вирусов. www.avast.ru
Не содержит вирусов. www.avast.com
Bez virů. www.avast.com
Neobsahuje žádné viry.www.avast.com
Virenfrei. www.avast.com
Virenfrei.www.avg.com
Bez wirusów. www.avast.com
Libre de virus. www.avast.com
Garanti sans virus. www.avast.com
Вірусів немає. www.avast.com
Tento e-mail byl zkontrolován na viry programem AVG.
This email has been checked for viruses by Avast antivirus software.
Это сообщение проверено на вирусы антивирусом Avast.
Diese E-Mail wurde von Avast Antivirus-Software auf Viren geprüft.
Ta wiadomość e-mail została sprawdzona pod kątem wirusów przez oprogramowanie Avast.
Cet e-mail a été vérifié par le logiciel antivirus d'Avast.
""".strip()

NO_FOOTERS = """
Avast hlásí vir v příloze.
Kaspersky says that there is a virus in your file.
Мой iPhone не видит принтер.
My phone is an iPhone 15.
Does it work with Outlook for Android?
Výměna přes mobil nejde.
Ich habe ein Samsung Galaxy.
Отправьте, пожалуйста, счёт.
Wysłałem wczoraj dokumenty.
""".strip()
