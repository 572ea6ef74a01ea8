//! Common Turkish roots: what a chain of endings is read against.
//!
//! It must not be taken for a dictionary: a word that is not here is cut by sounds alone.
//!
//! Source: own list of ordinary words, of law, state and society above all, and of words that end
//! as an ending does; the classes by Göksel and Kerslake (2005), §2.1 and §8.1.

/// Nouns and adjectives in their bare form.
pub(super) const NOUNS: &str = "
abla acente acı aç açı açık açlık ad ada adalet adam adana aday adet adım adil adli af afrika ağ
ağabey ağaç ağır ağustos ahali ahlak aile ajan ajans akademi akademik akaryakıt akın akraba akrep
aksi akşam aktif aktivist aktör alan alay albay alçak alet alfabe alıcı alman almanya alt altı
altın altyapı amaç ambargo amca amerika amir ana analık anayasa anayasal anı anıt ankara anket
anlam anlaşmazlık anlatı anlayış anne antalya antlaşma apartman araba arabulucu araç aralık arap
arazi arı arıza arka armağan arnavut arnavutluk arsa arşiv artış asgari asır asil asker askerlik
asli astsubay asya aşırı aşiret atatürk ateş ateşkes atık atina atölye avrupa avukat avukatlık ay
aydın ayet ayna aynı ayrı ayrıcalık ayrım az azerbaycan azınlık azim baba babalık bağ bağımsız
bağış bağlantı bahar bahçe bakan bakanlık bakım bakış bakiye balık balkan banka banknot baraj
barış barışçı barikat basın baskı baskın baş başarı başbakan başçavuş başka başkan başkanlık
başkent başsavcı başvekil başvuru batı bayrak bayram bazı bebek bedava bedel beden bekçi belediye
belge belgrad belirsiz belirti belli ben benzer benzin beraat beraber besin beyan beyanname beyaz
bilanço bildirge bildiri bilgi bilgin bilgisayar bilim bilimsel bilinç bilirkişi bin bina binbaşı
birey birim birlik bitki biyoloji biz boğaz bomba borç boru bosna boş boşnak boy boyut bozuk bölge
bölücü bölüm bu buğday buhar bulgar bulgaristan bulgu bura burs bursa bütçe bütün büyük büyükelçi
cadde cami can canlı casus ceket cemaat cemiyet cenaze cephe ceset cetvel cevap ceza cezaev ciddi
cihaz cinayet cins cinsiyet coğrafya cuma cumartesi cumhur cumhurbaşkan cumhuriyet cumhuriyetçi
cümle cüzdan çaba çadır çağ çağrı çamaşır çanta çare çarşamba çarşı çatı çavuş çay çekirdek çelik
çember çene çeşit çeşitli çete çeviri çevirmen çevre çıkar çıkış çiçek çift çiftçi çiğ çirkin
çizgi çoban çocuk çocukluk çoğunluk çok çöl çöp çözüm çukur dağ daire dakika dalga damat damga
danışman dar dava davacı davalı davet davranış dayı dede defa defter değer değerli değil değirmen
değişik değişim delege delil demir demokrasi demokrat demokratik denetçi denetim deney deneyim
denge deniz depo deprem derece dergi derin derman dernek ders dert destek devlet devre devrim
devrimci dış dışarı dikkat diktatör dil dilek dilekçe din dinsel diploma diplomat diplomatik
direktif direktör direniş disiplin diş diyalog diyarbakır diyet dizi dna doçent doğa doğal doğru
doğu doğum doktor doku doküman dolandırıcı dolap dolar donanma dost dostluk dosya dönem dönüş
döviz dramatik dul duman durum duruşma duvar duygu duyuru düğme düğün dünkü dünya dürüst düş
düşman düşünce düzen düzey ebat ebedi ebeveyn ecza eczane edebiyat edirne efendi egemen eğilim
eğitim eğlence ek ekim ekin ekip ekmek ekonomi ekonomik eksik el elbise elçi eldiven elektrik
eleman elmas elverişli emek emekli emlak emniyet endişe endüstri enerji enflasyon engel engelli
enkaz enstitü entegrasyon erdoğan erişim erkek ermeni ermenistan esaret esas eser esir eski esnaf
eş eşik eşit eşitlik eşkıya eşya et etken etki etkili etkin etnik ev evlat evlatlık evlilik evliya
evrak evren evrensel evsiz eyalet eylem eylül faaliyet fabrika fabrikatör fail faiz fakir faks
fakülte fark farklı fatura fayda federal felaket felç felsefe feragat ferdi fert fesih fıkra
fırsat fırtına fiil filistin firar firma fiyat fiziki fiziksel fon forma formül fosil fotoğraf
fransız futbol füze galip gar garanti garip garnizon gayri gaz gazete gazeteci gazi gece geçerli
geçici geçim geçmiş gelecek gelenek gelin gelir gemi gemici gen genç genel general geniş gerçek
gerek gerekçe geri gerilim gerilla gıda gider girdi girişim giyim giysi gizli göç göçebe göçmen
göğüs göl gönül gönüllü görev görevli görüş gösteri gösterici gövde göz gözaltı gözetim gözlem
gözlemci gram grev grup gurur güç gümrük gün güncel gündem güneş güney gürcistan güreş güven
güvence güvenlik güzel güzergah haber hafif hafta hain hak hakan hakaret hakem hakikat hakim
hakimlik hakkari haksız hal hala halife halk halka hane hangi hapishane haraç haraççı harekat
hareket hareketli harf harita harp hasar hasta hastalık hastane hata hatay hava havalimanı hayal
hayat haydut hayır haysiyet hayvan hazır hazırlık hazine haziran hedef hekim helikopter hem hemen
hemşire her herkes hersek hesap heyet hınç hırs hırsız hırvat hırvatistan hız hızlı hibe hiç
hikaye hilafet himaye hisse hizmet hoca hoşgörü hristiyan hudut hukuk hukuki husus hutbe huzur
hücre hükümdar hükümet hürriyet hüviyet ırak ırk ırksal ıslak ısparta ışık ışın iade ibadet ibare
ibaret icra iç içeri içerik için içki içtihat idam idare idareci idari iddia ifade iftira iğne
ihale ihanet ihbar ihlal ihmal ihracat ihtar ihtilaf ihtimal ihtiras ihtisas ihtiyaç ihtiyar
ikamet iki iklim ikramiye iktidar iktisadi iktisat ilaç ilan ilçe ileri ilerleme iletişim ilgi
ilgili ilim ilişki ilk ilke ilkel ima imam imar imha imkan imparator imparatorluk imza inanç
indirim infaz ingiliz iniş inkar insan insanlık inşa inşaat internet intiba intihar intikam ipotek
iptal irade iran irtibat irtica israil istanbul istasyon istek istifa istihbarat istihdam istihkak
istikrar istinaf istisna isyan iş işaret işbirliği işçi işgal işkence işlem işlev işsiz işsizlik
işveren itaat ithalat itibar itiraf itiraz ittifak iyi iz izleyici izmir jandarma kabahat
kabiliyet kabine kablo kabul kaçak kaçakçı kadar kader kadın kadınlık kadro kafa kağıt kahraman
kahve kalabalık kaldırım kalem kalfa kalıcı kalite kalkan kalp kamp kampanya kamu kamuoyu kamyon
kan kanaat kanal kanat kanıt kanser kanton kanun kanuni kapak kapalı kapasite kapı kapıcı kapital
kaptan kar kara karadağ karakol karakter karar karargah kardeş kargo karı karınca karışık karşı
karşılık kart kasaba kasım kasırga kasten kaşık kat katil katkı katliam kavga kavram kayıp kayısı
kaymakam kaynak kaza kazan kazanç kefalet kefil kelime kemik kenar kendi kent kere kesim kesin
kesinti keşif keyfi kıbrıs kıdem kıdemli kılavuz kılıç kırım kırmızı kısa kış kışla kıta kıyı
kıymet kız kızıl kilise kilit kilo kim kimlik kimse kimya kira kiracı kirli kişi kişilik kişisel
kitap kitapçık kitle klavye koalisyon kod kol kolay koltuk komisyon komite komşu komut komutan
komutanlık komün konferans kongre konsey konsolos konsolosluk kontenjan kontrol konu konuk konum
konut konvansiyon konvoy konya kooperatif koordinasyon koridor korku korkunç korsan kosova koşul
kota köken köle kölelik kömür köpek köprü köşe kötü köy köylü kredi kriter kriz kudret kul kule
kural kuram kurban kurs kurşun kurtuluş kuru kurul kurultay kuruluş kurum kuruş kusur kuşak kuşku
kutsal kutu kutup kuvvet kuyruk kuyu kuzey küçük küfür külliye kültür kültürel kümes küre küresel
kürt laboratuvar laik lehçe levha lider liman lira lisan lisans lise liste lojistik londra maaş
madde maden mağara mağdur mahalle mahalli mahkeme mahkum mahpus mahrem mahrumiyet mahsul mahsus
makale makam makbuz makedon makedonya makine maksat makul mal maliye maliyet malul mana manevi
mani manşet mantar mantık manzara mardin marka marş mart masa masraf masum matbaa mavi mayın mayıs
mebus mecbur mecburi meclis medeni medeniyet medrese medya mehter mektep mektup melez meme
memleket memnun memnuniyet memur menfaat menşe menzil mera merci merhamet merkez mermi mesai mesaj
mesele mesken meslek mesleki meşale meşru meteor metin metot metre mevcut mevki mevsim mevzuat
meydan meyve mezar mezhep mezun mıknatıs mıntıka mikrop militan millet milletvekil milli milyar
milyarder milyon mimar minare minnet miras misafir misak misilleme misyon model modern mola
monarşi moral motor muaf muafiyet muhabir muhafız muhakeme muhalefet muhalif muhasebe muhtar
muhtemel muhtıra mukavele mutabakat mutlu muvazzaf mücadele mücahit müdafaa müdahale müddet müdür
müebbet müessese müezzin müfettiş müftü mühendis mühimmat müjde mülakat mülk mülki mülkiyet
mülteci mümin mümkün münasebet münhasır müracaat mürettebat müsaade müsabaka müsadere müsait
müslüman müstahdem müstakil müsteşar müşavir müşterek müşteri mütalaa mütareke müteahhit mütevelli
müttefik müzakere müze müzik nakil nakliye namaz namus nazik neden nefer nefes nefret nehir nesil
nesne neşe net netice niçin nikah nine nisan nişan nitelik nitelikli niyet nizam nokta not nota
noter nöbet numara nüfus nükleer nükte nüsha ocak oda oğul okul okuryazar olasılık olay olumlu
olumsuz onay onur operasyon oran ordu organ orman orta ortak ortaklık ortam oruç otel otobüs
otomobil otopsi otorite oturum oy oyun oyuncu öbür ödev ödül öfke öğe öğle öğrenci öğrenim öğretim
öğretmen öğretmenlik ölçü ölçüt ölü ölüm ömürlük ön önce öncelik önder önem önemli öneri önlem
önyargı örf örgüt örnek örtü öykü öz özel özellik özerk özet özgü özgün özgür özgürlük özür
padişah paha paket pamuk panzer para parasız parça parçalı paris parlamento parmak parti pasaport
paşa patent pay pazar pazarlık pazartesi pencere perde personel perşembe peşin petrol peygamber
pilot pirinç pişman piyasa plaka plan platform polis polislik politik politika porselen posta pota
prens prensip prim priştine profesör program proje propaganda protesto protokol psikolog pusula
rabıta radar radikal radyo rağmen rahat rahip rakam rakip ramazan rant rapor rastgele reaktör
reçete refah referandum reform rehber rehine reis rejim rekabet reklam rekor renk resim resmi
reşit revizyon rey rezerv rezil rica risk robot rol roman romanya rota ruh rum rus rusya rüşvet
rütbe rüya rüzgar saat sabah sabit sabotaj saç sadaka sade sadık saf sağlam sağlık saha sahil
sahip sahte sakal sakat sakin saldırı salgın salı salon samimi sanat sanatçı sanayi sandalye
sandık sanık saniye santral sapık saray saraybosna sarı savaş savaşçı savcı savcılık savunmasız
saygı sayı sayın sebep sebze seçim seçmen sefalet sefer seferberlik sel selam selef seminer
sempati sen senato senatör sendika sene senet serbest sergi sermaye serseri sert servet servis ses
sevgi sevinç seviye sevk seyahat sıcak sığınak sığınmacı sıhhat sıkı sıkıntı sınav sınıf sınır
sınırlı sıra sırbistan sırp sırt sicil sigara silahlı silsile sinema sinir sistem sistemli sivil
siyah siyasal siyaset siyasi siz skandal slovenya sofya soğuk sohbet sokak sol somut son sonra
sonuç soru sorumlu sorumluluk sorun sosyal soy soygun soykırım soyut sömürge sömürü söz sözcü
sözleşme spor stadyum standart stat statik statü stok strateji su subay suç suçlu suikast
suikastçı suistimal sulama sulh sultan sunucu sunum suret sureti suriye süper süre süreç sürekli
sürgün sürü sürücü süt sütun süvari şablon şahit şahsiyet şair şaka şan şantaj şarkı şart şartlı
şef şehirli şehit şeker şeref şeriat şerit şey şeytan şiddet şiir şikayet şikayetçi şimdi şirket
şoför şok şöhret şu şubat şube şura şurup şüphe şüpheli taahhüt taarruz tabanca tabela tabi tabiat
tabii tabiiyet tablo tabur taciz tahkikat tahkim tahlil tahliye tahmin tahribat tahsil tahsilat
tahta takdir takım takip taksi taksit taktik takvim talan talep talimat tam tamam tane tanık
tanıklık tanıtım tank tapu taraf tarafsız tarım tarif tarih tarikat tarla tarz tasarı tasarım
tasarruf tasma taş taşıt taşıyıcı tatbikat tatil tavan tavsiye tavuk tayin taze tazminat tebaa
tebliğ tecavüz tecrübe teçhizat tedavi tedbir tefsir tehdit tehlike tek tekel tekerlek teklif
tekne teknik teknoloji tekrar telefon televizyon telgraf telif tema temas tembel temel temin temiz
temmuz temsil temsilci temyiz tepe tepki terbiye tercih tercüman tereddüt terfi terk terör
terörist terörizm tersane tesadüf tesis teslim teslimat tespit teşebbüs teşekkür teşkilat teşvik
tetkik tevazu tevkif teyit teyze tez tezgah tıp ticaret ticari tim tip tiran tiyatro tohum top
toplam toplantı toplu topluluk toplum toplumsal toprak torun töre tören trabzon trafik tren tugay
tuğla tuhaf tur turist turizm tutanak tutar tutarlı tutuklu tutum tuz tuzak tüccar tüfek tüketici
tüketim tüm tümen tünel tür türbe türk türkiye tüzel tüzük ucuz uç uçak uçurum ufuk ukrayna ulema
ulus ulusal uluslararası umumi umumiyet umut unsur unvan usta usul uyanık uyarı uydu uygar uygun
uyku uyruk uyum uyuşturucu uzak uzantı uzay uzman uzun ücret ülke ültimatom ümit ünite üniversite
ünlü ünvan ürün üsküp üslup üst üstün üye üyelik üzere üzgün üzüntü vaad vaat vade vadi vagon
vahim vahşet vahşi vaiz vaka vakıf vakit vali valilik var varil varlık vasıta vasi vatan vatandaş
vatandaşlık vazife vaziyet veda vekalet vekaletname vekil veli veraset vergi veri verici verim
verimli vesika vesile veto vezir vicdan vilayet virüs vize vurgu vücut yabancı yağ yağma yağmacı
yağmur yahudi yakın yalan yalnız yan yangın yanı yankı yanlış yapay yapı yapıcı yapım yaprak
yaptırım yaralı yarar yararlı yardım yardımcı yargı yargıç yargıtay yarıçap yarım yarın yarış
yarıyıl yasa yasadışı yasak yasal yasama yaş yaşam yaşlı yaşlılık yatırım yavaş yaygın yayın
yayıncı yaz yazar yazı yazık yazılı yazılım yedek yeğen yemek yemin yeni yeniden yer yerel
yerleşim yeşil yetenek yeter yeterli yetim yetişkin yetki yetkili yıkıntı yıl yılan yıldız yiyecek
yoğun yoğunluk yok yoksul yol yolcu yolsuz yorum yön yönetici yönetim yönetmelik yöntem yöre yunan
yunanistan yurt yurttaş yuva yük yüksek yükseliş yükümlü yükümlülük yürek yürürlük yürüyüş yüz
yüzbaşı yüzey yüzyıl zabıt zafer zalim zam zaman zamir zarar zararlı zaruri zavallı zayıf zayiat
zehir zehirli zekat zengin zırh zihin zihniyet zincir ziraat zirve ziyaret zor zorba zorbalık
zorla zorunlu zulüm zümre
";

/// Verbs without *-mak*.
pub(super) const VERBS: &str = "
abart acık aç açıkla adlandır affet ağırla ağla ak akıt aksat al alda aldat aldır algıla alış
alkışla amaçla an andır anımsat anla anlaş anlat ara araştır arın arıt art artır as aş aşağıla at
ata atla avla ayaklan ayarla aydınlat ayır ayrıl azal azalt azarla bağdaş bağır bağışla bağla
bağlan bahset bak barın barındır bas başar başkaldır başla başlat başvur bat batır bayıl bekle
beklet belge belirle belirt belle benimse benze benzet besle beslen bık bırak biç bil bildir bin
birik biriktir birleş birleştir bit bitir boğ boğul boşa boşal boşalt boşan boya boz böl bölün
bölüş bul bulun bulundur buluş buyur bük bürün büyü büyüt canlan caydır cevapla cezalandır çabala
çağ çağır çağrış çak çal çalış çalkala çarp çarpış çatış çatla çek çekil çekin çeliş çelişkilen
çevir çevrele çık çıkar çıldır çırp çiğne çiz çocuklaş çoğal çök çökert çöz çürü çürüt dağıl dağıt
dal danış davran daya dayan dayanış dayat de değ değerlendir değin değiş değiştir dene denetle der
derle destekle devir dik dindir dinle dinlen diren dirile dirilt dizginle dizil doğ doğrula doğur
doku dokun dol dolan dolaş doldur don donat dondur döğ dök dökül dön döndür dönüş dönüştür döşe
döv dövüş dur durdur duruş duy duyur düğümle düş düşle düşün düşür düşürt düzelt düzenle edin
edindir eğ eğit eğlen ek ekle eksil ele eleştir emekle emret endişelen engelle eri eriş erit
ertele es esirge esne et etkile evlen ez farket feshet fethet fırla fırlat gecik geciktir geç
geçin geçir gel geliş geliştir genişle genişlet gerçekleş gerçekleştir gerektir geril getir gevşe
gez gir giriş git giy giydir giyin gizle göç göm gömül gönder gör görevlendir görün görüntüle
görüş göster götür gözet gözle gözlemle gözükle güçlen güçlendir gül güldür güncelle güven
haberleş hafifle hafiflet hapset harca harcan hastalan hatırla havalan hazırla hazırlan hedefle
hesapla hızlan hızlandır hisset hoşlan hükmet ılı ısın ısır ısıt iç içer ilerle ilerlet ilet
ilgilen ilgilendir iliş ilişkilen imrendir imzala in inan inandır incele incit indir inle
isimlendir iste istifle işit işle işlet itekle iyileş iyileştir izle kabar kaç kaçın kaçır kaçış
kal kaldır kalk kan kanat kandır kanıtla kap kapa kapat kapış kapla kapsa karala karar kararla
kararlaştır karart karış karıştır karşıla karşılaş karşılaştır kas kaşı kat katet katıl katla
kavra kavuş kay kaybet kaydet kaydır kayıtla kaynaklan kaynaş kaz kazan kazandır kemir kenetle kes
kıl kımılda kır kısal kısalt kısıtla kıstır kışkırt kıy kıyasla kız kızdır kilitle kirala kirlen
kirlet kok kokla kolaylaştır kon konakla konuş konuşlan konuşlandır kop kopar kopyala kork koru
koş koştur kov kovala koy kökle köpür körükle kötüleş kullan kullandır kur kurcala kurgula
kurşunla kurtar kurtul kuru kurut kuşat kutla küçül küçült küçümse küs listele mahvet mühürle
nitele oku okut ol oluş oluştur ona onar onayla oranla ortala otur oyala oyna oynat öde ödüllendir
öğren öğret öksür öl ölç öldür önemse öner öngör önle öp örgütle örgütlen örnekle ört örtüş öt öv
özendir özetle özgürleş özgürleştir özle parçala patla patlat paylaş pazarla pekiştir piş pişir
planla puanla püskürt rahatla rastla reddet resmet sağla sağlamlaş sakla sal saldır salgıla salla
san sanıl sap sapta sar sarıl sars sat satın sav savaş savun savur say sayıl seç seçin sergile
serp sertleş seslen sev sevin sevk seyret sez sıçra sığ sığdır sığın sık sıkıl sıkış sıkıştır
sınırla sınırlandır sırala sıyrıl sız sil silahlan silahlandır soğu soğut sok sonlandır sonuçlan
sor sorgula soruştur soy soyun soyutla sök sömür sön söndür söv söyle suçla sula sulan sun sus
sustur süpür süpürt sür sürdür sürt sürtüş sürükle sürün süsle süz şaş şaşır şekillen şişir
şüphelen tak tamamla tanı tanımla tanış tanıştır tanıt tapın tara tart tartış tasarla taş taşı
taşın taşla tat tekrarla tekrarlan temellendir temizle temsil tep tepe terket tıka tıkan tırman
titre topar toparla topla toplan tozla tut tuttur tutukla tutuş tüken tüket tükür türe türet uç
ufala uğra uğraş uğrat uğurla ulaş ulaştır um umut unut unuttur usan uy uyan uyar uyarla uydur
uygula uyu uyuş uyuştur uza uzaklaş uzaklaştır uzan uzat uzlaş uzmanlaş üfle üre üret ürk üstlen
üşü üz üzül vazgeç ver vur vurgula yadırga yağ yağdır yak yakala yakış yaklaş yaklaştır yalanla
yalvar yan yanaş yanıl yanıtla yankıla yansı yansıt yap yapış yapıştır yaptır yar yara yarala
yararlan yarat yardımlaş yargıla yarış yasakla yasla yaslan yaşa yat yatır yatıştır yavaşla yay
yaygınlaş yaygınlaştır yayıl yayımla yayınla yaz yazış ye yedir yen yenil yenile yerleş yerleştir
yet yetin yetiş yetiştir yetkilendir yığ yık yıka yıl yıldır yıprat yırt yinele yit yitir yoğunlaş
yokla yol yolla yont yor yorul yorumla yönel yönelt yönet yönlendir yum yut yuvarla yücelt yükle
yüklen yüksel yükselt yürü yürüt yüz yüzleş zannet zayıfla zayıflat zedele zehirle zorla zorlaş
zorlaştır
";

/// Nouns that lose their last vowel before one: *fikir*, *fikri*.
pub(super) const DROPPING: &str = "
ağız akıl akis akit asıl azim bahis beniz beyin boyun böğür burun cebir cisim cürüm defin devir
ecir emir fasıl fetih fikir göğüs hacim haciz hapis hasım hüküm hüzün ilim isim izin kabir kahır
karın kasıt kavim kavis kayıp kayıt kesir keşif keyif kısım küfür lütuf metin meyil mühür nabız
nakil nakit nefis nehir nesil neşir nutuk oğul omuz ömür rahim rehin resim ritim sabır satıh seyir
şahıs şehir şekil tavır ufuk uğur vakıf vakit vasıf vehim zehir zihin zikir zulüm
";

/// Nouns that are longer before a vowel, with that form.
pub(super) const LENGTHENED: [(&str, &str); 16] = [
    ("su", "suy"),
    ("zabıt", "zapt"),
    ("hak", "hakk"),
    ("his", "hiss"),
    ("ret", "redd"),
    ("red", "redd"),
    ("had", "hadd"),
    ("zan", "zann"),
    ("hat", "hatt"),
    ("sır", "sırr"),
    ("tıp", "tıbb"),
    ("af", "aff"),
    ("şık", "şıkk"),
    ("üs", "üss"),
    ("zıt", "zıdd"),
    ("hac", "hacc"),
];

/// Words that bear a possessive ending already: their cases have an *n*.
pub(super) const POSSESSED: &str = "
bazıları bazısı birbiri birçoğu biri birkaçı çoğu dışişleri hepsi içişleri kendi kimi öbürü sahibi
";
