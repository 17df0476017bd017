# Qué está mal en un campo de una ficha (rule-CODE) y qué se quiso decir tal vez (fix-CODE).
# Los códigos son los de protocol/src/record/problem.rs. Una regla recibe $field y $value, y $limit si tiene un límite; un fix recibe $suggestion.

rule-required = Falta { $field }.
fix-required = A más tardar: { $suggestion }
rule-unknown-field = No existe el campo { $field }.
fix-unknown-field = ¿Quiso decir { $suggestion }?
rule-kind-unknown = «{ $value }» no es un tipo de ficha.
fix-kind-unknown = ¿Quiso decir { $suggestion }?

# Tipos

rule-not-text = { $field } debe ser un texto, entre comillas; se encontró { $value }.
fix-not-text = Entre comillas: "{ $suggestion }"
rule-not-integer = { $field } debe ser un número entero sin comillas; se encontró «{ $value }».
fix-not-integer = Las coordenadas van en millonésimas de grado: { $suggestion }.
rule-not-boolean = { $field } debe ser true o false; se encontró «{ $value }».
rule-not-list = { $field } debe ser una lista, entre corchetes; se encontró «{ $value }».
rule-not-object = Aquí se esperan campos con nombre entre llaves; se encontró «{ $value }».
rule-not-localized = { $field } debe contener textos por idioma, como "es": "…"; se encontró «{ $value }».

# Límites

rule-blank = { $field } está vacío. Mejor omita el campo.
rule-placeholder = «{ $value }» en { $field } no dice nada. Omita el campo o escriba lo que se sepa.
rule-too-long = { $field } supera los { $limit } caracteres.
rule-too-many = { $field } tiene { $value } elementos; se permiten como máximo { $limit }.
rule-too-few = { $field } solo tiene { $value } elemento(s); hacen falta al menos { $limit }.
rule-too-small = { $field } es { $value }; el mínimo es { $limit }.
rule-too-large = { $field } es { $value }; el máximo es { $limit }.
rule-duplicate = { $field } repite lo que la lista ya tiene.
rule-line-break = { $field } debe estar en una sola línea, sin tabuladores.
fix-line-break = En una línea: «{ $suggestion }»
rule-control-character = { $field } tiene el carácter de control invisible { $value }. Quítelo.
rule-bidi-character = { $field } tiene el carácter invisible { $value }, que hace leer el texto de otro modo que como está escrito. Quítelo.

# Códigos

rule-country-unknown = «{ $value }» en { $field } no es el código de dos letras de un país (ISO 3166-1).
fix-country-unknown = ¿Quiso decir { $suggestion }?
rule-country-not-listed = { $value } en { $field } no pertenece a ninguno de los países de la ficha. Añada su país o corríjalo.
rule-region-malformed = «{ $value }» en { $field } no es el código de una región (ISO 3166-2), como EC-P.
fix-region-malformed = ¿Quiso decir { $suggestion }?
rule-language-malformed = «{ $value }» en { $field } no es el código de un idioma (BCP 47), como es, qu o pt-BR.
fix-language-malformed = ¿Quiso decir { $suggestion }?
rule-original-missing = Se dice que la ficha está escrita en «{ $value }», pero { $field } no tiene texto en ese idioma.
rule-original-translated = { $field } nombra «{ $value }», el idioma del original, que no es una traducción.
rule-language-absent = { $field } nombra «{ $value }», pero la ficha no tiene texto en ese idioma.
fix-language-absent = ¿Quiso decir { $suggestion }?
rule-code-unknown = «{ $value }» no es uno de los códigos de { $field }.
fix-code-unknown = ¿Quiso decir { $suggestion }?
rule-sector-unknown = «{ $value }» en { $field } no es un sector: isic:A a isic:V, ica:ICA10 a ica:ICA290, o local: y su propia palabra.
fix-sector-unknown = ¿Quiso decir { $suggestion }?
rule-currency-unknown = «{ $value }» en { $field } no es el código de tres letras de una moneda (ISO 4217).
fix-currency-unknown = ¿Quiso decir { $suggestion }?
rule-licence-malformed = «{ $value }» en { $field } no es el identificador de una licencia (SPDX), como CC-BY-4.0.
fix-licence-malformed = ¿Quiso decir { $suggestion }?
rule-status-by-operation = { $field } no puede ser «{ $value }»: retire o borre la ficha en su lugar.

# Fechas

rule-date-malformed = «{ $value }» en { $field } no es una fecha escrita AAAA-MM-DD, AAAA-MM o AAAA.
fix-date-malformed = ¿Quiso decir { $suggestion }?
rule-date-impossible = Ningún calendario tiene el día «{ $value }» de { $field }.
rule-dates-reversed = { $field } es anterior al comienzo: { $value }.
rule-expires-too-late = { $field } es { $value }; lo que una persona consintió puede compartirse un año como máximo.
fix-expires-too-late = A más tardar: { $suggestion }

# Direcciones e identificadores

rule-url-malformed = «{ $value }» en { $field } no es una dirección web que empiece por https:// o http://.
fix-url-malformed = ¿Quiso decir { $suggestion }?
rule-email-malformed = «{ $value }» en { $field } no es una dirección de correo electrónico.
fix-email-malformed = ¿Quiso decir { $suggestion }?
rule-phone-malformed = «{ $value }» en { $field } no es un número de teléfono, como +593 2 299 9999.
rule-multiaddr-malformed = «{ $value }» en { $field } no es la dirección de un nodo, como /ip4/203.0.113.7/tcp/4001.
rule-record-id-malformed = «{ $value }» en { $field } no es el identificador de una ficha: 32 dígitos de 0 a 9 y de a a f.
fix-record-id-malformed = ¿Quiso decir { $suggestion }?
rule-lei-malformed = «{ $value }» en { $field } no es un identificador de entidad jurídica (LEI), o uno de sus 20 caracteres está mal.
fix-lei-malformed = ¿Quiso decir { $suggestion }?
rule-isbn-malformed = «{ $value }» en { $field } no es un ISBN, o una de sus 10 o 13 cifras está mal.
fix-isbn-malformed = ¿Quiso decir { $suggestion }?
rule-doi-malformed = «{ $value }» en { $field } no es un DOI, como 10.5281/zenodo.1234.
fix-doi-malformed = ¿Quiso decir { $suggestion }?
rule-hash-malformed = «{ $value }» en { $field } no es un SHA-256: 64 cifras de 0 a 9 y de a a f.
fix-hash-malformed = ¿Quiso decir { $suggestion }?
rule-did-malformed = «{ $value }» en { $field } no es la clave de una plataforma, como did:key:z6Mk… Cada plataforma ve la suya con «ayni status».
rule-decimal-malformed = «{ $value }» en { $field } no es un número decimal, como 1204 o 12.5.
fix-decimal-malformed = ¿Quiso decir { $suggestion }?
rule-time-zone-unknown = «{ $value }» en { $field } no es una zona horaria, como Africa/Dakar.
fix-time-zone-unknown = ¿Quiso decir { $suggestion }?

# Varios campos juntos

rule-outside-country = El punto { $value } (latitud, longitud) de { $field } está fuera de los países de la ficha.
fix-outside-country = Tal vez latitud y longitud estén intercambiadas: { $suggestion } encajaría.
rule-sum-too-large = Mujeres y hombres suman { $value }, más que los { $limit } de { $field }.
rule-side-differs = La lista de la UNCTAD pone el país en otro lado que «{ $value }», pero { $field } dice que el lado viene de ahí.
fix-side-differs = Corrija el lado, o indique { $suggestion }.
rule-consent-required = Lo que nombra a una persona solo es «{ $value }» si ella lo consintió: indique el consentimiento y su fecha.
fix-consent-required = O elija la visibilidad { $suggestion }.
rule-place-required = Ni { $field } ni online_url dice dónde se celebra. Indique uno de los dos.

# Se ve al publicar

rule-not-own-record = La ficha { $value } fue publicada por otra plataforma.
rule-record-too-large = La ficha ocupa { $value } bytes una vez firmada; se permiten como máximo { $limit }.
