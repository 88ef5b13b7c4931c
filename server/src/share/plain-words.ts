/** Words that name no place, as people write them around a schedule: Indonesian with its short forms, Javanese, Sundanese, English. */
const text = `
demikian narahubung panitia sekretaris pengurus meja kursi parkir parkiran tenda pintu gerbang lantai atasannya sekian sim paspor stnk skck bpjs npwp bansos ikd ke a ada adakan adalah adanya admin administrasi agar ajak ajaklah akan aja aktif akte akta aktivasi alat aman amanah amin anak anda anggota antara antre antrean antri antrian apa
apabila arahan asal asli assalamualaikum assalamu asalamualaikum atas atau aula awal ayo ayok baca bagi bagikan bahwa baik baru bapak bapake bareng batas bawa bawah bawalah
bbrp bebas belum berikut berkas berlaku berdasarkan bersama berupa besar besok biar biasa biaya bila bisa biometrik blm bln boleh bpk bu buat buka bukan bukti bulan butuh cara
card catat cek cepat cp cukup cuma ctk cetak daerah daftar dalam dan dapat dari data datang dateng dg dgn dengan depan desember di diadakan diadain dibuka digelar dihadiri
diharap diharapkan dikirim dilakukan dilaksanakan dilayani dimohon dimulai dinas dipersilakan ditempat ditiadakan dibatalkan dipindah dipindahkan ditunda diundur
diteruskan diumumkan dlm dr dulu dukcapil disdukcapil dispendukcapil dispenduk dukungan e ektp el elektronik eh elek es euy faham foto fotokopi fotocopy fc formulir gaes gais
gak ga gan gelar giat gratis grup group guys habis hadir hadirlah halo hallo hai hanya harap hari hati haturnuhun hingga hp hub hubungi iki ikut imbau imbauan ibu ini info
informasi infonya ingat insya insyaallah iris isi itu iya izin jadi jadwal jadwalnya jam jangan jelas jgn jika jl jm jml jumlah jurusan juga k kab kabar kabupaten kades
kakak kalau kalo kami kamu kamis kantor kapan kartu kata kawan kb kec kecamatan kedaluwarsa kegiatan kel kelengkapan keliling kelompok kelurahan keluarga kependudukan kepada
kesempatan keterangan ketua ketum kia kita kk klo km kolektif kolom komplit kontak kota kpd ktp ktpel kuota kurang kurangnya lagi lahir lain lainnya laki lalu lama lancar
langsung layanan layani lebih lengkap lewat libur lihat limit lokasi lokasinya lupa lurah lusa luas malam maaf mari masa masih masing masal massal masuk masyarakat mau maupun
mbak mas melaksanakan melakukan melalui melayani membawa membuka memiliki mengadakan menggelar mengikuti menyelenggarakan menuju menunggu merekam milik minggu minimal mlm
mobil mobile mohon monggo mudah mulai mulainya nama namanya nanti nb neh ngga nggak nih nik no nomor november nov nya o oke ok oktober oleh on online orang org pada paling
pagi pak panjang para pas pasang pastikan pelajar pelaksanaan pelayanan pembuatan pemda pemerintah pemilih pemula pemkot pencatatan pendaftaran penduduk pengambilan penting
pengumuman per perbarui perekaman perempuan perhatian perhatikan peringatan perlu permohonan pernah persyaratan petugas pihak pindah pkl plg pria program pribadi pt pukul
pulang pun punya rangka rekam rekaman remaja resmi rp rw rt rusak rumah saat saja salah salam sama sampai satu saudara saya sblm sblmnya sd sdh sdr se sebagai sebagaimana
sebarkan sebelum sebelumnya sebutkan secara sedia segala segenap segera sehubungan sekalian sekali sekarang sekira selain selama selamat selanjutnya selesai seluruh semua
semuanya senin selasa rabu jumat jum'at jumaat sabtu ahad seperti serta sesuai setelah setempat setiap siang siap siapa siapkan sila silahkan silakan silaturahmi silih sipil
siswa sih smg sm smp sma sore spt sudah sukses supaya surat susulan syarat syaratnya sy tahap tahun tak tanggal tanpa tap tapi telah teman temen tempat tempatnya tentang
tepat terakhir terima terimakasih terkait terlambat ternyata tersedia tersebut terus tetap tetangga tgl thn tidak tiap tiba tlg tolong toh trims trm ttd tunggu tulis turut tutup
uang ulang umum umur undangan unit untuk update utk usia utamakan via wa waktu waktunya wajib walaikumsalam walau wanita warga wargaku wassalam wassalamualaikum wr wb wib wita wit
wilayah ya yaa yah yang yg yth yuk yuuk kasih kasih sehat selalu selamanya semoga syukur barokah matur nuwun suwun nggih inggih sugeng enjing dalu sonten rawuh bilih menawi
kangge kagem katur kaliyan lan saha utawi ing wonten ingkang dinten dina punika sadaya sedaya para bapa ibu tabuh wanci dumugi ngantos wiwit saking sonten panjenengan
mangga sumangga mbeta ngasta fotokopian badhe dereng sampun ngrekam ngrekamaken tumrap warganipun jemuwah jemuah jumuah setu senen seloso slasa rebo kemis ngahad legi pahing
paing pon wage kliwon pasaran tanggap kalih ugi inggal lajeng nuju wekdal papan papanipun kanthi tanpa mboten boten wae bae ojo aja lali sing karo kanggo neng nang teng ning
kudu wis durung arep sareng jeung anu nu aya aya ka ku dugi ti kanggo supados hatur nuhun mangga wargi sadayana énggal tiasa ngarekam ngarékam candak nyandak sumping waktos
waktosna tempatna tabuh salasa saptu jumaah juma'ah senén kemis énjing enjing wengi peuting mung ngan ulah hilap poto teu acan parantos
the and at in on of for to from by with be is are will please come bring free id card cards recording record recordings people residents open until till your you all who has
have not yet no new time date day place venue village hall office monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
september october november december pm am evening tonight tomorrow today event service public population civil registration copy family notice announcement dear sir madam
januari februari maret april mei juni juli agustus september oktober nopember desember jan feb mar apr jun jul agt sep okt des nop sen sel rab kam jum sab min
mon tue wed thu fri sat sun jem kem set reb sal sap peb ags dipakai digunakan klik tekan kunjungi otp pin sandi data pribadi whatsapp sms enrolment enrol enrolled printing print printed staff sini situ sana peta telp telpon telepon tlp hape nomer qris ovo gopay tf mbayar mayar pembayaran dibayar infak iuran sumbangan seikhlasnya diwakilkan diwakilake dipunwakilaken diwakilkeun diwakili titip usia berusia berumur yuswa taun ka luhur minggah
pertama kedua ketiga sesi shift kuota gelombang a b c d f g h i j l m n p q r s t u v w x y z link tautan aplikasi web website situs laman kode cek qr wadah poster gambar
pesan berita sumber sumbernya forwarded diteruskan berkali kali chat status story undang hak pilih pilkada pemilu sekolah kerja rencana terbatas kebutuhan dokumen membawakan
syaratsyarat dibawa bawaan gratisss sampek sampe sampai2 ditunggu kehadiran kehadirannya atasnya diucapkan disampaikan sampaikan teruskan mengundang hormat kami-kami loket counter
istirahat ishoma jeda sholat shalat salat magrib maghrib isya ashar asar bada ba'da dzuhur zuhur duhur setelahnya dst dll dsb dkk khusus khususnya umumnya bpk2 ibu2 bapak2
dialihkan alih diganti ganti dimajukan maju mundur jadinya sudahkah belumkah kah lah dong deh kok loh lho sayang lumayan banget sekarang sebentar datanglah jemput bola bola menjemput yaitu yakni ialah sbb contoh tsb jalan
`;

const words = new Set(text.split(/\s+/).filter(Boolean).map(bareWord));

/** In small letters, without accents and apostrophes. */
export function bareWord(word: string): string {
  return word
    .normalize('NFKD')
    .replace(/[\p{M}'’`]/gu, '')
    .toLowerCase();
}

/** True for a word that names no place, with its suffixes; letters drawn out ("yaaa") count once. */
export function isPlainWord(word: string): boolean {
  const bare = bareWord(word).replace(/([a-z])\1{2,}/g, '$1');
  return (
    bare.length < 2 || /\d/.test(bare) || words.has(bare) || words.has(bare.replace(/(?:nya|lah|kah|pun|ipun|na)$/, ''))
  );
}
