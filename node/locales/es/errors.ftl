# Lo que se rechazó o falló (error-CODE) y lo que se puede hacer (hint-CODE).
# Los códigos son estables e iguales en todos los idiomas.

error-internal = Algo falló dentro del nodo: { $cause }
hint-internal = Inténtelo de nuevo. Si vuelve a ocurrir, lea el registro del nodo e informe de lo que dice.

# Fichas y peticiones

error-not-found = Nada aquí se llama { $id }.
hint-not-found = Compruebe el identificador o búsquelo con `ayni list`. Quizá no haya llegado todavía a este nodo.
error-record-invalid =
    { $count ->
        [one] Una ficha incumple una regla, así que no se publicó nada.
       *[other] { $count } fichas incumplen reglas, así que no se publicó nada.
    }
hint-record-invalid = Corrija lo que indica la lista y publique de nuevo, o pruebe antes con `ayni import FILE --dry-run`.
error-too-many-records = Una petición admite como máximo { $limit } fichas.
hint-too-many-records = Envíelas en varias peticiones o deje que lo haga `ayni import FILE`.
error-too-many-for-a-file = Los filtros muestran { $count } fichas, y un archivo contiene { $limit } como máximo.
hint-too-many-for-a-file = Acótelos, por país o por tipo por ejemplo, y tome un archivo tras otro. Quien las necesite todas las obtiene página por página en `/api/v1/records?full=true`, o de un nodo propio con `ayni export`.
error-body-too-large = La petición supera los { $limit } bytes.
hint-body-too-large = Envíe menos en una sola petición; `ayni import FILE` divide el archivo por sí mismo.
error-bad-json = Este no es el JSON esperado: { $cause }
hint-bad-json = Compruebe el texto en el lugar indicado. Las fichas se envían como una lista JSON de objetos.
error-bad-query = El parámetro { $name } no puede ser «{ $value }»: { $cause }.
hint-bad-query = Compruebe el nombre y el valor del parámetro; `ayni list --help` enumera los filtros.
error-unauthorized = Para esto hace falta el token de acceso del nodo.
hint-unauthorized = Envíe la cabecera `Authorization: Bearer TOKEN`; el token está en el archivo `api.token` del directorio de datos.
error-wrong-host = Este sitio no se llama «{ $host }».
hint-wrong-host = Ábralo por su dirección o por su nombre. Si ese es su nombre, añádalo a names en [http] de config.toml y reinicie el nodo.
error-wrong-origin = Este formulario no se envió desde una página de este sitio: no se cambió nada.
hint-wrong-origin = Abra la página de nuevo y envíe el formulario desde ella. Si hay un servidor web delante de este nodo, debe pasar las cabeceras Host y Origin tal como llegan.
error-bad-cursor = El cursor no pertenece a esta lista.
hint-bad-cursor = Omita el cursor para empezar de nuevo por la primera página.
error-ambiguous-id = El identificador { $id } corresponde a varias fichas: { $candidates }
hint-ambiguous-id = Indique uno de estos: el identificador, `@` y el did de su plataforma.
error-not-own-record = La ficha { $id } fue publicada por otra plataforma.
hint-not-own-record = Solo la plataforma que publicó una ficha puede cambiarla o retirarla. Escriba a esa plataforma.
error-missing-untold = No se retira nada: la fila { $row } fue rechazada, y nadie puede decir de qué ficha trata.
hint-missing-untold = Corrija esa fila e importe el archivo de nuevo.
error-missing-unconfirmed = No se retira nada: al archivo le faltan { $count } de { $held } fichas, más de una quinta parte.
hint-missing-unconfirmed = Compruebe con --dry-run que es el archivo correcto y que está entero. Si lo es, diga --yes; donde se importan varios archivos, --withdraw-missing=PREFIX vale para las fichas cuyo oid empieza así.
error-missing-of-nothing = No se retira nada: ninguna fila del archivo es buena.
hint-missing-of-nothing = Compruebe que es el archivo correcto, y que el tipo y la correspondencia son los suyos.
error-already-withdrawn = La ficha { $id } ya está retirada.
hint-already-withdrawn = No queda nada por hacer. `ayni history { $id }` muestra cuándo ocurrió.
error-already-erased = La ficha { $id } ya está borrada.
hint-already-erased = No queda nada por hacer. `ayni receipt { $id }` muestra qué plataformas han confirmado.
error-record-erased = La ficha { $id } fue borrada por su plataforma.
hint-record-erased = `ayni history { $id }` muestra que hubo versiones, y `ayni receipt { $id }` quién ha confirmado que ya no están.
error-not-erased = Ninguna ficha { $id } ha sido borrada.
hint-not-erased = `ayni erase { $id } --yes` borra una ficha propia; puede que la entrada de otra plataforma aún no haya llegado.
error-erase-unconfirmed = Esto borraría todas las versiones de { $id } de todos los nodos, para siempre.
hint-erase-unconfirmed = Añada `--yes` para hacerlo. `ayni withdraw { $id }` solo retira la ficha de las listas, y se puede deshacer.
error-record-withdrawn = La ficha { $id } está retirada.
hint-record-withdrawn = Publíquela de nuevo con su identificador, o su `oid`, para que vuelva.
error-record-changed = La ficha { $id } se ha modificado desde que usted la abrió.
hint-record-changed = Compare las dos versiones, y después publique la suya o déjela.
error-kind-not-known = Esta versión del programa no conoce las fichas del tipo «{ $kind }».
hint-kind-not-known = Instale la versión actual para modificarla; hasta entonces se guarda y se sirve tal como está.
error-bad-review-date = La próxima revisión no puede ser el «{ $value }».
hint-bad-review-date = Dé un día, mes o año que empiece después de hoy, como 2027-11-25, 2027-11 o 2028.
error-neither-own = Ni { $one } ni { $other } es una ficha de esta plataforma.
hint-neither-own = Una plataforma habla solo por sus propias fichas. `ayni list --platform NOMBRE` enumera las de esta plataforma.
error-same-record = Los dos identificadores son de una misma ficha: { $id }.
hint-same-record = Dé los identificadores de dos fichas. Las ediciones de un mismo identificador por varias plataformas ya tratan de lo mismo.
error-kinds-differ = Una ficha del tipo { $one } no puede ser igual que una del tipo { $other }.
hint-kinds-differ = Solo las fichas de un mismo tipo pueden ser iguales. Las demás relaciones se publican en `relations`.
error-already-same = La ficha { $one } ya dice que es igual que { $other }.
hint-already-same = No queda nada por hacer. Para deshacerlo, publique la ficha sin esa relación.
error-translation-language = «{ $found }» no es una etiqueta de idioma en su forma canónica.
hint-translation-language =
    { $meant ->
        [none] Dé una etiqueta BCP 47, como fr, pt-BR o zh-Hans.
       *[other] ¿Quería decir { $meant }?
    }
error-translation-original = La ficha se escribió en { $language }: ese es su original.
hint-translation-original = Para cambiar el original, publique la ficha de nuevo.
error-translation-empty = La traducción no tiene textos.
hint-translation-empty = `ayni translate ID --template` escribe los textos que hay que traducir.
error-translation-field = La ficha no tiene en «{ $field }» ningún texto que se pueda traducir.
hint-translation-field =
    { $meant ->
        [none] `ayni translate ID --template` escribe los textos y sus lugares.
       *[other] ¿Quería decir { $meant }? `ayni translate ID --template` escribe los textos y sus lugares.
    }
error-translation-blank = La traducción de { $field } está vacía.
hint-translation-blank = Escríbala, o quite { $field }.
error-translation-exists = { $field } ya tiene otro texto en { $language }.
hint-translation-exists = Use --replace para poner el nuevo en su lugar.
error-translation-untranslated = Todos los textos son iguales que en el original.
hint-translation-untranslated = Escriba la traducción en el lugar de los textos originales.
error-translation-partly-machine = Una máquina ha traducido { $field } al { $language }, y esta traducción lo deja como está.
hint-translation-partly-machine = Una ficha dice de un idioma entero si lo ha traducido una máquina: traduzca todos sus textos, o use --machine.
error-translation-unreadable = El archivo no es un objeto de textos: { $cause }
hint-translation-unreadable = Escríbalo como lo escribe `ayni translate ID --template`, o en TOML en un archivo llamado .toml.
error-translation-no-text = «{ $field }» no es un texto en el archivo.
hint-translation-no-text = Cada lugar tiene un texto: "building_blocks[0].title" = "…", en TOML con el lugar entre comillas.
error-not-a-partnership = La ficha { $id } no es una alianza.
hint-not-a-partnership = Solo se aceptan alianzas. `ayni list --kind partnership` las enumera.
error-own-partnership = Esta plataforma ha publicado { $id } ella misma, y esa es ya su palabra.
hint-own-partnership = Para dejarla, publíquela sin esta plataforma, o retírela.
error-not-a-partner = La alianza { $id } no nombra a esta plataforma.
hint-not-a-partner = Pida a quien la publicó que nombre el did de la plataforma, que muestra `ayni status`, entre los participantes.
error-already-answered = Esta plataforma ya ha respondido eso a esta versión de { $id }.
hint-already-answered = No queda nada por hacer. `ayni show { $id }` muestra quién ha aceptado.
error-not-a-comment = La ficha { $id } no es un comentario.
hint-not-a-comment = Solo los comentarios se señalan, se ocultan y se permiten. `ayni list --kind comment` los enumera; sobre otra ficha, escriba a la plataforma que la publicó.
error-unknown-reason = «{ $reason }» no es ningún motivo.
hint-unknown-reason = Los motivos son: { $known }.
error-already-said = Eso es lo que esta plataforma ya dice de { $id }.
hint-already-said = No queda nada por hacer. `ayni show { $id }` muestra lo que las plataformas dicen de él.
error-too-many-words = Esta plataforma se ha pronunciado sobre { $limit } comentarios, y no se guardan más.
hint-too-many-words = `ayni list --kind comment --status flagged` y `--status hidden` enumeran los comentarios de los que se dice algo; `ayni allow ID` retira lo que esta plataforma dice de uno, también si está retirado, borrado o caducado.
error-not-a-publisher = El papel de esta plataforma en la federación ({ web-role-mirror }) no permite publicar.
hint-not-a-publisher = Publican los miembros y los observadores. Un miembro puede proponer otro papel: `ayni charter propose --role PLATAFORMA=observer`.
error-unknown-platform = Ningún miembro se llama { $name }.
hint-unknown-platform = `ayni charter show` da la lista de los miembros.
error-ambiguous-platform = Varios miembros se llaman { $name }: { $candidates }
hint-ambiguous-platform = Dé el did del que quiere decir.
error-unknown-entry = Aquí no se conoce ninguna entrada { $id } de esa plataforma.
hint-unknown-entry = `ayni charter ballots` muestra las dos entradas de un registro congelado.
error-unknown-proposal = Nadie propone { $hash }.
hint-unknown-proposal = `ayni charter ballots` muestra lo propuesto; dé al menos ocho dígitos. Cuando otra carta entra en vigor hay que proponer de nuevo.
error-bad-change = Estos cambios no forman una carta: { $cause }
hint-bad-change = Una carta nombra al menos a un miembro que vota, y a cada plataforma una vez.
error-too-many-proposals = Esta plataforma ya ha propuesto cuanto puede en esta época.
hint-too-many-proposals = Deje que los miembros decidan antes sobre alguna.
error-already-voted = Esta plataforma ya votó en la vuelta { $round }, y esa vuelta aún puede lograrse.
hint-already-voted = Espere a los demás, o pase a la vuelta siguiente con --next-round si no se les alcanza.
error-confirmed-other = Esta plataforma confirmó { $hash }, que quizá ya esté en vigor.
hint-confirmed-other = Firme esa en la vuelta siguiente, o espere a que un quórum firme otra.
error-no-round-left = Todas las vueltas de esta época han terminado.
hint-no-round-left = Acuerde con los demás la propuesta que más han firmado en la última vuelta.
error-own-log-unknown = Ninguna otra plataforma ha dicho aún hasta dónde conoce el registro de esta.
hint-own-log-unknown = Una copia antigua que firmara bifurcaría su registro, así que espera la respuesta de un par. Si este almacén no es una copia antigua, `ayni serve --alone` no espera.
error-weak-passphrase = La frase secreta tiene menos de { $limit } caracteres.
hint-weak-passphrase = Cuatro o cinco palabras sin relación son fáciles de recordar y difíciles de adivinar.
error-file-exists = { $path } ya existe, y no se sobrescribe.
hint-file-exists = Dé otro nombre.
error-bad-backup = { $path } no es la copia de una clave, o está dañado.
hint-bad-backup = Use el archivo entero que escribió `ayni key backup`.
error-wrong-passphrase = Esta frase secreta no abre la copia.
hint-wrong-passphrase = Pruebe otra vez, con las mismas mayúsculas y espacios.
error-backup-newer = La copia tiene la versión { $found }; este programa conoce versiones hasta la { $known }.
hint-backup-newer = Use un programa más reciente.
error-bad-words =
    { $place ->
        [0] Estas { $count } palabras no son las 24 de una clave.
       *[other] La palabra { $place } de { $count } no está en la lista de palabras.
    }
hint-bad-words = Compárelas con el papel; no hay dos palabras de la lista que empiecen con las mismas cuatro letras.
error-words-unasked = Las palabras son toda la clave, así que solo se muestran si se pide.
hint-words-unasked = `ayni key words --yes` las muestra, donde nadie más vea la pantalla.
error-passphrase-unasked = No hay terminal donde pedir la frase secreta.
hint-passphrase-unasked = Désela con --passphrase-file, o - para stdin.
error-passphrases-differ = Las dos frases secretas no son iguales.
hint-passphrases-differ = Empiece de nuevo.
error-no-vote = Esta plataforma no tiene voto en la federación.
hint-no-vote = Solo los miembros cambian la carta. Envíe las tarjetas a un miembro: `ayni charter propose --admit TARJETA`.
error-catching-up = El nodo aún pregunta a sus pares por su propia última entrada y no firma nada hasta conocerla.
hint-catching-up = Espere un momento e inténtelo de nuevo. `ayni status` muestra el estado; tiene que responder al menos un par.
error-log-frozen = El registro de esta plataforma está congelado: se firmaron con su clave dos entradas con un mismo número.
hint-log-frozen = Lo publicado queda. Los miembros ponen fin al congelamiento con `ayni charter propose --unfreeze PLATAFORMA=ENTRADA`, con la entrada de la rama que cuenta; `ayni charter ballots` muestra las dos. Nunca ejecute dos nodos con una misma clave.
error-nothing-to-do = No hay nada que hacer.
hint-nothing-to-do = Compruebe que el archivo o la petición contenga al menos una ficha.
error-busy = El nodo tiene demasiado que hacer en este momento.
hint-busy = Espere unos segundos e inténtelo de nuevo.
error-too-many-requests = Esta dirección ha preguntado demasiadas veces.
hint-too-many-requests = Espere { $seconds } s. A quien lo necesite todo le conviene más `ayni export`, o un nodo propio.
error-timeout = El nodo no respondió a tiempo.
hint-timeout = Inténtelo con menos contenido por petición. `ayni status` muestra si el nodo está ocupado.
error-method-not-allowed = Esta dirección no admite el método { $method }.
hint-method-not-allowed = La cabecera Allow de la respuesta indica los métodos admitidos.

# Almacén

error-store-failed = No se pudo leer o escribir el almacén: { $cause }
hint-store-failed = Compruebe el disco y los permisos del directorio de datos. Un nodo en marcha vuelve a intentarlo por sí mismo; uno que ha terminado se arranca con `ayni serve`.
error-storage-full = El disco está lleno: no se puede firmar ni recibir nada más.
hint-storage-full = Libere espacio en el disco del directorio de datos; el nodo continúa por sí mismo en menos de un minuto. Nada de lo confirmado se ha perdido.
error-part-ended = Una parte del nodo terminó sin que se le pidiera: { $part }.
hint-part-ended = No se ha perdido nada de lo confirmado. Ejecute `ayni serve` de nuevo; si vuelve a ocurrir, informe de lo que dijo antes.
error-store-damaged = El almacén { $path } está dañado: { $cause }
hint-store-damaged = Aparte la carpeta `store` y el archivo `store.mark`, conserve `identity.key` y ejecute `ayni serve`: el nodo recupera todo de sus pares. Si esta plataforma fundó la federación, aparte también `federation.toml` y ejecute antes `ayni join` con una invitación de otro miembro.
error-store-newer = El almacén fue escrito por una versión más reciente (formato { $found }); esta versión conoce los formatos hasta { $known }.
hint-store-newer = Use la versión más reciente de ayni con este directorio de datos.

# Búsqueda

error-search-failed = No se pudo leer el índice de búsqueda: { $cause }
hint-search-failed = `ayni index rebuild` lo rehace a partir de las fichas.

# Federación

error-bad-card = Esta no es la tarjeta de una plataforma: { $cause }
hint-bad-card = Pida a la plataforma que envíe de nuevo la tarjeta y cópiela entera.
error-own-card = Esta es la tarjeta de la propia plataforma.
hint-own-card = Quien funda es miembro en todo caso: dé solo las tarjetas de los demás.
error-card-twice = La tarjeta de { $name } se da dos veces.
hint-card-twice = Dé cada tarjeta una sola vez.
error-already-member = { $name } ya está en la federación.
hint-already-member = `ayni charter show` muestra quién pertenece a ella.
error-bad-ticket = Esto no es una invitación: { $cause }
hint-bad-ticket = Copie la invitación entera o pida una nueva, creada con `ayni invite`.
error-ticket-expired = La invitación ha caducado.
hint-ticket-expired = Pida una nueva, creada con `ayni invite`, a la plataforma que le invitó.
error-wrong-federation = Esto pertenece a otra federación.
hint-wrong-federation = `ayni status` muestra la federación de este nodo. Un nodo pertenece a una sola federación.
error-charter-awaited =
    { $state ->
        [applied] Esta plataforma ha presentado su solicitud a la federación y espera: la carta llega cuando los miembros la hayan admitido.
       *[joining] La carta de la federación aún no ha llegado: esta plataforma la espera.
    }
hint-charter-awaited =
    { $state ->
        [applied] Lea las palabras de `ayni key show` a un miembro y deje el nodo en marcha. Si entretanto ha caducado la invitación, detenga el nodo y tome otra con `ayni join INVITACIÓN`.
       *[joining] Deje el nodo en marcha: pregunta a la plataforma que invitó a esta. Si no se la alcanza, detenga el nodo y tome otra invitación a la federación con `ayni join INVITACIÓN`.
    }
error-not-a-member =
    { $removed ->
        [true] Esta plataforma ya no es miembro de la federación: la carta en vigor, época { $epoch }, no la nombra.
       *[false] Esta plataforma no es miembro de la federación: la carta en vigor, época { $epoch }, no la nombra.
    }
hint-not-a-member = Lo que ha publicado sigue legible. Para solicitar de nuevo el ingreso, pida una invitación a un miembro, detenga el nodo y ejecute `ayni join INVITACIÓN`.
error-cannot-invite = Esta plataforma no tiene voto en la federación: con su invitación nadie podría presentarse.
hint-cannot-invite = Pida la invitación a un miembro; `ayni charter show` da la lista con sus papeles.
error-no-federation = Este nodo aún no pertenece a ninguna federación.
hint-no-federation = Funde una con `ayni federation found --name NOMBRE` o únase a una con `ayni join INVITACIÓN`.
error-already-in-federation = Este nodo ya pertenece a la federación { $federation }.
hint-already-in-federation = Para otra federación, cree otro nodo en su propio directorio: `ayni init --data DIR --name NOMBRE --country CC`.

# Directorio de datos y configuración

error-data-dir-busy =
    { $pid ->
        [unknown] Otro programa usa el directorio de datos { $path }.
       *[other] Otro programa usa el directorio de datos { $path } (proceso { $pid }).
    }
hint-data-dir-busy = Detenga el otro nodo o elija otro directorio con `--data DIR`.
error-data-dir-missing = No hay ningún nodo en { $path }.
hint-data-dir-missing = Cree uno con `ayni init --name NOMBRE --country CC` o indique el directorio correcto con `--data DIR`.
error-already-initialised = Ya hay un nodo en { $path }; no se sobrescribió nada.
hint-already-initialised = Ejecútelo con `ayni serve` o elija otro directorio con `--data DIR`.
error-key-permissions = Otros pueden leer la clave secreta { $path }.
hint-key-permissions = Resérvela solo para usted: `chmod 600 { $path }`; `ayni key restore` siempre escribe así una clave. Si alguien pudo leerla, cree otra clave con `ayni init --data DIR --name NOMBRE --country CC` y envíe su tarjeta a un miembro, para `ayni charter propose --replace PLATAFORMA=TARJETA`.
error-bad-config = La configuración { $path } no se puede usar: { $cause }
hint-bad-config = Corrija la línea indicada y ejecute de nuevo `ayni serve`.

# Direcciones

error-port-in-use = Otro programa ya escucha en { $address }.
hint-port-in-use =
    { $option ->
        [listen] Deténgalo o elija otro puerto para los pares, en `config.toml` o con `ayni serve --listen /ip4/0.0.0.0/tcp/4371`.
       *[http] Deténgalo o elija otra dirección: `ayni serve --http 127.0.0.1:0` toma cualquier puerto libre.
    }
error-bad-address = La dirección { $address } no se puede usar: { $cause }
hint-bad-address = Una dirección HTTP se parece a 127.0.0.1:8080 y una de la red a /ip4/127.0.0.1/tcp/4001.
error-no-node = Ningún nodo responde por { $path }.
hint-no-node = Arranque uno con `ayni serve`.

# Línea de comandos

error-bad-name = El nombre no se puede usar: { $cause }
hint-bad-name = Indique en `--name` una línea de 200 caracteres como máximo.
error-bad-country = «{ $value }» no es un código de país.
hint-bad-country = Indique las dos letras de ISO 3166-1, como SN, EC o GB.
error-bad-side = «{ $value }» no es un lado.
hint-bad-side = Indique north (Norte) o south (Sur), o nada: entonces decide el país.
error-bad-role = «{ $value }» no es un papel.
hint-bad-role = Indique member (miembro), observer (observador) o mirror (espejo).
error-bad-language = «{ $value }» no es el código de un idioma (BCP 47).
hint-bad-language = Indique un código como en, fr, es, qu, wo o pt-BR.
error-bad-quorum = El quórum no puede ser { $value }.
hint-bad-quorum = Indique majority (mayoría) o two_thirds (dos tercios).
error-bad-duration = «{ $value }» no es una duración posible para una invitación.
hint-bad-duration = Indique un número y una unidad, como 90m, 12h o 7d; como máximo un año, 366d.
error-wrong-usage = La orden no se puede usar así: { $cause }
hint-wrong-usage = `ayni help` y `ayni ORDEN --help` muestran cómo.
error-file-unreadable = No se puede leer el archivo { $path }: { $cause }
hint-file-unreadable = Compruebe el nombre y los permisos del archivo.
error-file-unwritable = El archivo { $path } no se puede escribir: { $cause }
hint-file-unwritable = Compruebe la carpeta, sus permisos y el espacio en el disco.
error-unknown-mapping = No hay ninguna correspondencia llamada { $name }.
hint-unknown-mapping = Correspondencias conocidas: { $known }. Una propia es un archivo: `--map MAP.toml`.
error-version-mismatch = La orden y el nodo en marcha son de versiones distintas.
hint-version-mismatch = Detenga el nodo y arránquelo de nuevo con esta versión: `ayni serve`.

# Páginas del equipo

error-form-broken = El formulario no llegó tal como se hizo.
hint-form-broken = Cargue de nuevo la página y envíe el formulario otra vez.
error-ticket-days = Una invitación vale de 1 a { $limit } días.
hint-ticket-days = Indique un número entero de días.
error-upload-kind = Nada dice en qué se convierten las filas.
hint-upload-kind = Elija en qué se convierte cada fila, o envíe un archivo de correspondencia que lo diga.
error-upload-missing = No ha llegado ningún archivo.
hint-upload-missing = Elija el archivo que contiene las fichas.
error-upload-other-kind = La correspondencia { $name } hace fichas de otro tipo: { $kind }.
hint-upload-other-kind = Elija ese tipo, o déjelo a la correspondencia.
error-upload-rows = El archivo tiene más de { $limit } filas.
hint-upload-rows = Divídalo. En el servidor, «ayni import» toma archivos de cualquier longitud.
error-upload-too-large = El archivo supera los { $limit } MiB.
hint-upload-too-large = Divídalo. En el servidor, «ayni import» toma archivos de cualquier longitud.
error-uploads-full = Los archivos que otras personas enviaron ocupan todo el sitio.
hint-uploads-full = Espere a que se publiquen y envíe de nuevo el suyo.
error-vote-unsure = Falta marcar la casilla.
hint-vote-unsure = Un voto no se puede retirar. Marque la casilla si está seguro.

# Causas: lo que sigue a los dos puntos de una frase de arriba

cause-other = { $text }
cause-name = «{ $name }» no es un nombre: un nombre tiene de 1 a { $limit } caracteres en una línea, ninguno que cambie la dirección del texto, y no está en lugar de nada
cause-member-count = una carta tiene de 1 a { $limit } miembros, no { $count }
cause-no-voter = no quedaría nadie que vote
cause-no-change = nada sería distinto
cause-untold = cambiaría el nombre, el país o el lado de una plataforma que conserva su clave; proponga retirar esa plataforma y, cuando eso esté en vigor, admitirla de nuevo
cause-twice-in = { $name } estaría en ella dos veces
cause-already-out = otro de estos cambios ya retira a { $name }
cause-token-prefix = no empieza por `{ $prefix }`
cause-token-damaged = el texto está cortado o tiene caracteres que no le corresponden
cause-token-forged = la firma no es válida
cause-token-name = el nombre que contiene no lo es
cause-token-country = el país que contiene no lo es
cause-token-addresses = las direcciones que contiene son demasiadas o demasiado largas
cause-address-http = no es una dirección IP con un puerto
cause-address-no-peer = no termina en /p2p/ y el identificador del par
cause-address-peer-id = lo que sigue a /p2p/ no es un identificador de par
cause-address-form = no es una multiaddr
cause-address-transport = no es ni TCP ni QUIC
cause-encoding = no está codificado como lo quiere la web
cause-parameter-unknown = aquí no existe tal parámetro; se conocen { $known }
cause-parameter-repeated =
    { $limit ->
        [one] se da una sola vez
       *[other] se da { $limit } veces como máximo
    }
cause-parameter-long = tiene como máximo { $limit } caracteres
cause-words = es uno de { $words }
cause-number = es un número entero de { $least } a { $limit }
cause-country = es el código de un país, de dos letras (ISO 3166-1), como SN
cause-sector = es el código de un sector, como isic:A, ica:ICA10 o local: con palabras propias de la plataforma
cause-language = es una etiqueta de idioma, como fr o pt-BR
cause-date = es un día, un mes o un año escritos 2026-11-25, 2026-11 o 2026
cause-region = es el código ISO 3166-2 de una parte de un país, por ejemplo SN-DK
cause-near = es LAT,LON,KM, como 14.69,-17.44,25: grados con punto decimal, entre ±90 y ±180, y más de 0 y como máximo { $limit } kilómetros
