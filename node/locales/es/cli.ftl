# Lo que escribe el programa: su ayuda, los nombres de los valores, lo que se hizo y lo que sigue.

# Ayuda: el programa

help-ayni = Un nodo de una federación de plataformas de la economía social y solidaria: firma las fichas de esta plataforma, las comparte con las demás y guarda una copia de las suyas.
help-usage = Uso:
help-arguments = Argumentos
help-options = Opciones
help-commands = Órdenes
help-command-name = ORDEN
help-option-data = El directorio de datos (o AYNI_DATA); por defecto, el lugar habitual del sistema
help-option-json = Escribir un valor JSON en la salida estándar, y los errores también en JSON
help-option-quiet = Escribir solo los errores en la salida de errores
help-option-lang = Idioma de los textos: en, fr o es; por defecto, el del entorno
help-option-help = Mostrar esta ayuda
help-option-version = Mostrar la versión
help-help = Mostrar la ayuda de una orden
help-help-command = La orden

# Ayuda: el primer día de una plataforma

help-init = Crear esta plataforma: su clave, su configuración y su almacén
help-init-name = El nombre de la plataforma
help-init-country = Su país: dos letras de ISO 3166-1, por ejemplo EC
help-init-side = north o south, si la tabla de países dice otra cosa
help-init-language = El idioma en que más escribe, por ejemplo es; por defecto, en
help-federation = Fundar una federación
help-federation-found = Crear la primera carta, con esta plataforma como miembro
help-federation-found-name = El nombre de la federación
help-federation-found-quorum = Lo que exige un cambio de la carta: majority (por defecto) o two_thirds de los miembros
help-federation-found-member = La tarjeta de otro fundador, tal como la escribió su `ayni init`; se puede repetir
help-invite = Escribir una invitación con la que una plataforma encuentra esta federación
help-invite-role = El papel que puede esperar: member, observer o mirror
help-invite-expires = Cuánto vale la invitación, por ejemplo 12h o 7d
help-join = Aceptar una invitación; el nodo encuentra la federación al arrancar
help-join-ticket = Lo que escribió `ayni invite`
help-serve = Ejecutar el nodo hasta Ctrl-C
help-serve-listen = Dónde lo alcanzan los pares, por ejemplo /ip4/0.0.0.0/tcp/4370; se puede repetir
help-serve-http = Dónde están el sitio web y la API, por ejemplo 127.0.0.1:4380; el puerto 0 toma uno libre
help-serve-peer = Un par al que llamar primero, con su parte /p2p/; se puede repetir
help-serve-alone = Firmar aunque ninguna otra plataforma haya dicho hasta dónde conoce este registro; solo si este almacén no es una copia antigua
help-serve-log = Qué registrar, por ejemplo debug o ayni_node=trace (o RUST_LOG)

# Ayuda: lo que muestra el nodo

help-status = Mostrar este nodo de un vistazo
help-peers = Mostrar las conexiones, y cuáles son Norte–Sur o Sur–Sur
help-list = Listar fichas, las de esta plataforma y las de las demás
help-list-limit = Máximo de fichas por página: de 1 a 500, por defecto 50
help-list-cursor = Seguir donde terminó la página anterior
help-search = Encontrar fichas por sus palabras, en cualquiera de sus lenguas
help-search-text = Palabras de las fichas; pueden faltar palabras pequeñas, y los nombres admiten un error al teclear
help-search-sort = Qué va primero: relevance, newest, name, o distance con --near
help-search-limit = Máximo de fichas por página: de 1 a 500, por defecto 50
help-search-cursor = Seguir donde terminó la página anterior
help-index = Cuidar el índice de búsqueda
help-index-rebuild = Rehacer el índice de búsqueda a partir de las fichas
help-show = Mostrar una ficha, sus campos con los nombres de los archivos de importación
help-show-id = El identificador de la ficha
help-history = Mostrar todas las versiones de una ficha, y quién las firmó y cuándo
help-history-id = El identificador de la ficha
help-schema = Imprimir el esquema JSON de un tipo de ficha, para programas; sin tipo, listar los tipos
help-schema-kind = El tipo de ficha
help-schema-example = Imprimir en su lugar una ficha inventada con muchos de sus campos
help-entry = Mostrar una entrada firmada
help-entry-id = El identificador de la entrada
help-entry-cose = Escribir los bytes firmados (COSE_Sign1) en este archivo; - para la salida estándar

# Ayuda: entrada y salida de fichas

help-publish = Firmar fichas como propias de esta plataforma y compartirlas
help-publish-file = Una ficha, una lista o una ficha por línea, en JSON; - para la entrada estándar
help-withdraw = Retirar una ficha de esta plataforma de todas las listas
help-withdraw-id = El identificador de la ficha
help-erase = Retirar para siempre lo que esta plataforma dijo en una ficha: su texto desaparece de todos los nodos
help-erase-id = El identificador de la ficha
help-erase-yes = Hacerlo; no hay vuelta atrás
help-receipt = Mostrar qué plataformas han confirmado que una ficha está borrada de sus archivos
help-receipt-id = El identificador de la ficha
help-stale = Enumerar las fichas de esta plataforma que alguien debería revisar, las más atrasadas primero
help-stale-limit = Máximo de fichas que se muestran: 1 a 500, por defecto 500
help-review = Firmar que una ficha de esta plataforma se ha revisado y es correcta
help-review-id = El identificador de la ficha
help-review-next = Cuándo revisarla de nuevo, por ejemplo 2027-11-25; por defecto dentro de un año
help-translate = Añadir un idioma a los textos de una ficha de esta plataforma; el original queda como está
help-translate-id = El identificador de la ficha
help-translate-language = El idioma de la traducción, como etiqueta BCP 47, por ejemplo fr
help-translate-file = Los textos, como los escribe --template: JSON, o TOML en un archivo llamado .toml; - para stdin
help-translate-machine = La ha hecho una máquina: la ficha lo dice
help-translate-replace = Sustituir los textos que la ficha tiene en este idioma
help-translate-template = Escribir en cambio los textos que hay que traducir, en el idioma original
help-duplicates = Mostrar las fichas que probablemente tratan de lo mismo, con las razones; no se fusiona nada
help-duplicates-across = Comparar también con las fichas de otras plataformas
help-duplicates-limit = Máximo de pares que se muestran: 1 a 500, por defecto 50
help-same = Decir en una ficha de esta plataforma que otra ficha trata de lo mismo; la otra queda como está
help-same-one = El identificador de una ficha; de las dos se publica de nuevo la de esta plataforma, la primera si ambas lo son
help-same-other = El identificador de la otra
help-accept = Participar en una alianza que otra plataforma ha publicado
help-accept-id = El identificador de la ficha
help-accept-decline = No participar en ella, o dejar de hacerlo
help-flag = Decir que un comentario debería examinarse; se queda donde está
help-flag-id = El identificador del comentario
help-flag-reason = Por qué: spam, insult, personal_data, untrue, off_topic, unlawful u other
help-hide = No mostrar más un comentario en las páginas y listas de este nodo; en ningún nodo si trata de una ficha de esta plataforma
help-hide-id = El identificador del comentario
help-hide-reason = Por qué: spam, insult, personal_data, untrue, off_topic, unlawful u other
help-allow = Retirar lo que esta plataforma tenía contra un comentario
help-allow-id = El identificador del comentario
help-import = Publicar las filas de un archivo; una segunda importación actualiza y nunca duplica
help-import-file = Un archivo .xlsx, .csv, .tsv, .txt, .geojson, .json o .jsonl
help-import-kind = En qué se convierten las filas, por ejemplo enterprise; ayni schema enumera los tipos; una correspondencia también lo dice
help-import-map = Un archivo de correspondencia, o el nombre de una incluida; sin ella, las columnas se llaman como los campos
help-import-format = csv, xlsx, geojson, json o jsonl, si el nombre del archivo no lo dice
help-import-encoding = Cómo está escrito un archivo de texto (utf-8, utf-16le, windows-1252, macintosh …), si se adivina mal
help-import-separator = comma, semicolon, tab, pipe u otro signo, si se adivina mal
help-import-sheet = La hoja de un archivo XLSX; por defecto la primera que se ve
help-import-dry-run = Mostrar lo que pasaría, ficha por ficha y campo por campo, y no publicar nada
help-import-rejected = Escribir las filas rechazadas en este archivo, cada una con el motivo
help-import-withdraw-missing = Retirar las fichas de este tipo que el archivo ya no tiene; con =PREFIX solo aquellas cuyo oid empieza así
help-import-yes = Retirarlas también cuando son más de una quinta parte
help-import-suggest-mapping = Escribir un archivo de correspondencia con lo que dicen los nombres de las columnas, y no importar nada
help-export = Escribir fichas públicas; las de esta plataforma se reimportan sin cambios
help-export-internal = También las fichas reservadas a la federación
help-export-with-contacts = También los contactos y las experiencias, que nombran a personas
help-export-format = csv, xlsx, json, jsonl, geojson, jsonld, murmurations o ical; por defecto, según el nombre del archivo, o jsonl
help-export-output = Escribir en este archivo en lugar de la salida estándar

# Ayuda: los filtros, que aceptan varios comandos

help-filter-kind = Solo este tipo, por ejemplo enterprise; ayni schema los enumera
help-filter-country = Solo fichas de este país, por ejemplo EC
help-filter-region = Solo fichas de esta parte de un país, por ejemplo SN-DK
help-filter-side = Solo fichas de plataformas del norte (north) o del sur (south)
help-filter-platform = Solo fichas de esta plataforma: su nombre o su did
help-filter-sector = Solo este sector, como isic:A; puede repetirse, y entonces basta con uno de ellos
help-filter-sdg = Solo lo que sirve a este Objetivo de Desarrollo Sostenible: 1 a 17
help-filter-pillar = Solo fichas que sirven a este pilar del trabajo decente
help-filter-modality = Solo alianzas de esta relación entre Norte y Sur
help-filter-form = Solo empresas de esta forma jurídica, como cooperative o mutual_society
help-filter-language = Solo fichas con un texto en este idioma, como fr
help-filter-status = Solo lo que está activo (active), pendiente (pending), cerrado (closed), retirado (withdrawn), o un comentario señalado (flagged) u oculto (hidden); lo retirado u oculto se muestra solo si se pide
help-filter-near = Solo lo que está a menos de KM kilómetros de un punto en grados decimales, como 14.69,-17.44,25
help-filter-updated-since = Solo lo publicado o cambiado ese día, mes o año, o después

# Ayuda: la federación

help-charter = Mostrar la carta de la federación, o cambiarla
help-charter-show = Mostrar los miembros y las reglas
help-charter-propose = Proponer un cambio de la carta
help-charter-propose-admit = Admitir una plataforma, por la tarjeta que escribió su `ayni init`; puede darse varias veces
help-charter-propose-role-admitted = Admitirlas en este papel: member (por omisión), observer o mirror
help-charter-propose-remove = Retirar a un miembro, por su nombre o did; lo que publicó hasta ahora queda
help-charter-propose-role = Dar otro papel a un miembro: member, observer o mirror
help-charter-propose-quorum = Decidir con otra regla: majority o two_thirds
help-charter-propose-replace = Dejar que una plataforma siga con una clave nueva, por la tarjeta hecha con ella
help-charter-propose-unfreeze = Poner fin a la congelación de un registro bifurcado: cuenta la rama que acaba en esta entrada
help-charter-ballots = Mostrar qué se propone, quién ha firmado y quién falta
help-charter-sign = Firmar una propuesta
help-charter-sign-hash = La huella de la propuesta, como la muestra `ayni charter ballots`; bastan sus ocho primeros dígitos
help-charter-sign-next-round = Pasar a la vuelta siguiente aunque esta aún pueda lograrse, cuando no se alcanza a algún miembro
help-charter-refuse = Firmar que esta plataforma no está por ninguna de las propuestas de esta vuelta
help-charter-refuse-next-round = Pasar a la vuelta siguiente aunque esta aún pueda lograrse
help-verify = Comprobar cada registro desde su primera entrada hasta la última
help-verify-deep = Comprobar una por una todas las firmas y todos los contenidos
help-key = Guardar la clave de la plataforma, o recuperarla
help-key-show = Mostrar el did, la clave en palabras y la tarjeta
help-key-backup = Escribir la clave, la configuración y la federación en un archivo que solo abre una frase secreta
help-key-backup-file = El archivo que se escribe; aún no debe existir
help-key-backup-passphrase-file = Leer la frase secreta de este archivo, o de stdin con -; si no, se pide
help-key-words = Mostrar toda la clave en 24 palabras, para escribirlas en papel
help-key-words-yes = Mostrarlas: nadie más ve esta pantalla
help-key-restore = Recuperar una plataforma en un directorio de datos vacío
help-key-restore-file = La copia de seguridad
help-key-restore-passphrase-file = Leer la frase secreta de este archivo, o de stdin con -; si no, se pide
help-key-restore-words = Leer las 24 palabras de la clave de stdin
help-key-restore-name = El nombre de la plataforma
help-key-restore-country = Su país: un código ISO de dos letras
help-key-restore-side = Su lado, si no es el que resulta del país: north o south
help-key-restore-language = La lengua en que más escribe, como etiqueta BCP 47
help-demo = Ejecutar toda una federación en esta máquina, Norte y Sur, con fichas de ejemplo
help-demo-platforms = Cuántas plataformas, del Sur y del Norte por turno; 3 por defecto, 12 como máximo
help-demo-records = Máximo de fichas de ejemplo que publica cada plataforma
help-demo-exit-when-synced = Terminar en cuanto todas las plataformas tengan lo mismo

# Nombres de valores y columnas

cli-address = dirección
cli-author = autor
cli-authors = autores
cli-bad = malos
cli-basis = base
cli-body = contenido
cli-card = tarjeta
cli-countries = países
cli-country = país
cli-data-dir = directorio de datos
cli-did = did
cli-disk = disco
cli-entries = entradas
cli-entry = entrada
cli-epoch = época
cli-erased = borrados
cli-federation = federación
cli-forks = bifurcaciones
cli-frontier = huella de la frontera
cli-id = id
cli-kind = tipo
cli-link = vínculo
cli-links = vínculos
cli-listening = escucha en
cli-name = nombre
cli-op = operación
cli-outcome = resultado
cli-peer-id = id de par
cli-peers = pares
cli-platform = plataforma
cli-prev = anterior
cli-quorum = quórum
cli-ballots-needed = firmas necesarias
cli-former = Registros terminados; lo que contienen queda:
cli-last-entry = última entrada
cli-successor = sigue como
cli-key-words = clave en palabras
cli-read = leídas
cli-records = fichas
cli-records-behind = { $records }, y { $unlisted } entradas no están todavía en las listas
cli-rejected = rechazadas
cli-role = papel
cli-rtt = ida y vuelta ms
cli-score = puntuación
cli-seq = n.º
cli-side = lado
cli-since = desde
cli-state = estado
cli-status = estado
cli-time = fecha
cli-title = título
cli-transport = transporte
cli-uptime = en marcha desde hace
cli-version = versión
cli-web = sitio web
cli-review-by = revisar antes de
cli-updated = actualizada
cli-state-joining = uniéndose: la carta aún no ha llegado
cli-state-applied = solicitud hecha: la plataforma que le invitó lo sabe; deciden sus miembros
cli-state-unheard = solicitud aún no hecha: no se alcanza a la plataforma que le invitó; tome de nuevo la invitación cuando su nodo funcione
cli-state-removed = retirada: la carta en vigor, época { $epoch }, ya no nombra a esta plataforma
cli-state-alone = solo: ningún par está conectado
cli-state-syncing = sincronizando: aquí faltan todavía { $behind } entradas de los pares
cli-state-syncing-rate = sincronizando: aquí faltan todavía { $behind } entradas de los pares, llegan { $rate } por segundo, quedan unos { $remaining }
cli-state-syncing-stalled = sincronizando: aquí faltan todavía { $behind } entradas de los pares, y no ha llegado ninguna en los últimos segundos
cli-state-synced = al día: que se sepa, no falta nada
cli-side-north = Norte
cli-side-south = Sur
cli-side-none = –
cli-link-north-south = Norte–Sur
cli-link-south-south = Sur–Sur
cli-link-north-north = Norte–Norte
cli-outcome-published = publicadas
cli-outcome-updated = actualizadas
cli-outcome-unchanged = sin cambios
cli-outcome-withdrawn = retiradas
cli-result-published = publicada
cli-result-updated = actualizada
cli-result-unchanged = sin cambios
cli-platform-line = { $name } ({ $country }, { $side })
cli-links-line = Norte–Sur { $north_south }, Sur–Sur { $south_south }, Norte–Norte { $north_north }

# Lo que se hizo, y lo que sigue

cli-init-done = La plataforma está creada. Su clave secreta nunca sale del directorio de datos: guarde una copia en lugar seguro.
cli-init-next = Después: funde una federación con `ayni federation found --name NOMBRE`, o envíe la tarjeta a un miembro y use su invitación con `ayni join INVITACIÓN`.
cli-found-done =
    La federación «{ $name }» está fundada con { $count ->
        [one] un miembro
       *[other] { $count } miembros
    }.
cli-found-next = Después: ejecute el nodo con `ayni serve` e invite a otras con `ayni invite`.
cli-invite-next = Envíe esta invitación a la plataforma; se une con `ayni join INVITACIÓN`. Si aún no es miembro, con eso se presenta: `ayni charter ballots` lo muestra, y los miembros firman.
cli-join-done = La invitación es válida y queda guardada.
cli-join-next = Después: ejecute el nodo con `ayni serve`; cuando los miembros admitan esta plataforma lo recibe todo por sí solo.
cli-join-words = Lea estas palabras a un miembro: muestran que la clave que se le pide admitir es la suya.
cli-proposed = Propuesto, y firmado por esta plataforma.
cli-proposed-only = Propuesto. Esta plataforma votó de otro modo en una vuelta que aún puede lograrse; `ayni charter sign` firma esta cuando esa vuelta termine.
cli-signed = Firmado por esta plataforma.
cli-signed-already = No hay nada que firmar: esta plataforma ya firmó esto en esta vuelta.
cli-refused = Firmado: esta plataforma no está por ninguna de las propuestas de esta vuelta.
cli-in-force = La carta está en vigor; su época es { $epoch }.
cli-vote-next = Después: `ayni charter ballots` muestra quién ha firmado y quién falta.
cli-ballots =
    Época { $epoch }, vuelta { $round }: { $quorum ->
        [one] debe
       *[other] deben
    } firmar { $quorum } de { $voters ->
        [one] { $voters } miembro
       *[other] { $voters } miembros
    }.
cli-ballots-none = No hay nada propuesto.
cli-proposed-by = propuesto por { $names }
cli-applied = se presentó ella misma, invitada por { $name }
cli-votes = firmado por { $count } de { $quorum }: { $names }; faltan: { $missing }
cli-refusals = Por ninguna: { $names }
cli-double = { $name } ha firmado dos papeletas que se contradicen.
cli-frozen = El registro de { $name } está congelado: tiene dos entradas con el número { $seq } ({ $entries }).
cli-change-admit = admitir a { $name } ({ $country }) como { $role }; clave: { $words }
cli-change-remove = retirar a { $name } ({ $country }); sus entradas hasta la { $seq } quedan
cli-change-role = hacer de { $name } ({ $country }): { $value }
cli-change-replace = dejar que { $name } ({ $country }) siga con otra clave: { $words }; sus entradas hasta la { $seq } quedan
cli-change-unfreeze = seguir con el registro de { $name } ({ $country }) desde la entrada { $seq }, { $entry }
cli-change-quorum = decidir por { $value }
cli-serve-ready = El nodo está listo. Ctrl-C lo termina.
cli-serve-ending = Terminando el nodo …
cli-peers-none = Ninguna conexión por el momento.
cli-list-total =
    { $shown } de { $total ->
        [one] { $total } ficha
       *[other] { $total } fichas
    }.
cli-list-next = La página siguiente: añada --cursor { $cursor }
cli-checking = Comprobación
cli-indexing = Creando el índice de búsqueda
cli-index-forgotten = El índice de búsqueda se ha apartado: el próximo nodo que arranque aquí lo rehace.
cli-seconds = segundos
cli-publishing = Publicación
cli-publish-done =
    { $published ->
        [one] { $published } publicada
       *[other] { $published } publicadas
    }, { $updated ->
        [one] { $updated } actualizada
       *[other] { $updated } actualizadas
    }, { $unchanged } sin cambios.
cli-publish-lost =
    { $count ->
        [one] La primera ficha está publicada
       *[other] Las primeras { $count } fichas están publicadas
    } y a salvo. Repita la orden cuando vuelva el nodo: una ficha con `oid` nunca se publica dos veces.
cli-withdraw-done = La ficha { $id } está retirada.
cli-accept-done = Esta plataforma participa en { $id } tal como está. Una versión modificada necesita otra respuesta.
cli-decline-done = Esta plataforma no participa en { $id }.
cli-flag-done = Esta plataforma dice que { $id } debería examinarse. Se muestra como antes.
cli-hide-done = El comentario { $id } ya no se muestra aquí; en ningún nodo si trata de una ficha de esta plataforma. `ayni allow { $id }` lo deshace.
cli-allow-done = Esta plataforma no tiene nada contra { $id }.
cli-flagged-by = { $name } dice que esto debería examinarse: { $reason } ({ $time })
cli-hidden-by = { $name } no muestra esto: { $reason } ({ $time })
cli-comment = { $time } { $handle }, { $name }: { $body } ({ $id })
cli-comment-unnamed = { $time } { $name }: { $body } ({ $id })
cli-erase-done = La ficha { $id } está borrada aquí, y su texto desaparece de cada nodo en cuanto este se entera. `ayni receipt { $id }` muestra cuáles lo han confirmado.
cli-entry-erased = El autor ha hecho borrar el contenido; lo firmado todavía prueba que lo hubo.
cli-receipt-erased = borrada
cli-receipt-not-yet = todavía no
cli-receipt-cannot = no puede confirmar: un espejo no firma nada
cli-receipt-complete = Todas las plataformas que firman han confirmado que { $id } ya no está en sus archivos.
cli-receipt-waiting = Todavía no han confirmado todas las plataformas. Un nodo confirma cuando se ha enterado del borrado y ha reescrito sus archivos.
cli-revised-unchanged = La ficha ya lo dice: no se ha firmado nada.
cli-review-done = La ficha { $id } se ha revisado. Próxima revisión: { $next }.
cli-reasons = por qué
cli-duplicates-none = No se encontraron duplicados probables.
cli-duplicates-total =
    { $shown } de { $total ->
        [one] { $total } par probable
       *[other] { $total } pares probables
    }.
cli-duplicates-partly = Hay más de lo que se compara de una vez: acote con filtros.
cli-duplicates-next = Después: `ayni same ID ID` dice que dos tratan de lo mismo; `ayni withdraw ID` retira de las listas una de las suyas. Un mismo nombre no siempre es la misma organización.
cli-same-done = Esta plataforma dice ahora que { $one } y { $other } son lo mismo.
cli-translate-done = La ficha { $id } tiene ahora también estos textos en { $language }.
cli-translate-next = Estos textos están en { $language }. Escriba la traducción en su lugar, quite lo que no esté traducido y añádala con `ayni translate ID --language TAG --file FILE`.
cli-stale-none = Ninguna ficha de esta plataforma espera una revisión.
cli-stale-total =
    { $shown } de { $total ->
        [one] { $total } ficha por revisar
       *[other] { $total } fichas por revisar
    }.
cli-stale-next = Después: publique de nuevo lo que ha cambiado, `ayni withdraw ID` lo que ya no existe, y diga `ayni review ID` de lo que sigue siendo correcto.
cli-entry-written = Los bytes firmados están en { $path }.
cli-verifying = Comprobación
cli-fault = { $author }, entrada { $seq }: { $why }
cli-fork = dos entradas tienen este número
cli-verify-ok = Cada registro está completo y es auténtico.
cli-key-kept = La clave está en { $path }, y se ha releído. Guarde la frase secreta en otro lugar.
cli-words-warning = Quien lea estas palabras firma por la plataforma. Escríbalas en papel, en su orden, y guarde el papel bajo llave.
cli-words-asked = Escriba las 24 palabras y termine la entrada (Ctrl-D).
cli-passphrase = Frase secreta:
cli-passphrase-again = La misma otra vez:
cli-restore-done = La plataforma está de vuelta.
cli-restore-next = Después: ejecute el nodo con `ayni serve`; recupera sus fichas de los demás antes de firmar nada. Si ya no se alcanza a nadie en las direcciones antiguas, tome antes una invitación nueva, con `ayni join INVITACIÓN`.
cli-restore-words-next = Después: pida una invitación a otro miembro, `ayni join INVITACIÓN`, y luego `ayni serve`; el nodo recupera sus fichas de los demás antes de firmar nada.
cli-export-done =
    { $count ->
        [one] Una ficha está
       *[other] { $count } fichas están
    } en { $path }.
cli-export-left-out =
    { $count ->
        [one] { $count } ficha no tiene lugar en { $format } y se omitió.
       *[other] { $count } fichas no tienen lugar en { $format } y se omitieron.
    }
cli-exporting = Exportación

# Importación

cli-importing = Importación
cli-import-dry = Solo comprobado: no se publicó nada.
cli-import-sheet = Leído: hoja { $sheet }.
cli-import-table = Leído como { $encoding }, celdas separadas por { $separator }.
cli-import-text = Leído como { $encoding }.
cli-withdrawing = Retirando
cli-withdraw-asked = Al archivo le faltan { $count } de { $held } fichas. ¿Retirarlas? Escriba sí para hacerlo:
cli-answer-yes = sí
cli-column = columna
cli-field = campo
cli-suggest-doubtful = { $count ->
    [one] Una columna puede referirse a más de un campo: el archivo dice a cuáles.
   *[other] { $count } columnas pueden referirse a más de un campo: el archivo dice a cuáles.
}
cli-suggest-missing = Falta decir allí: { $fields }
cli-suggest-done = { $path } es un archivo de correspondencia para empezar. No se ha importado nada.
cli-import-rejected =
    { $count ->
        [one] Una fila fue rechazada
       *[other] { $count } filas fueron rechazadas
    }. Con --rejected FILE van a un archivo, para corregirlas e importarlas de nuevo.
cli-import-rejected-file =
    { $count ->
        [one] Una fila fue rechazada y está
       *[other] { $count } filas fueron rechazadas y están
    } en { $path } con los motivos.
cli-import-acknowledged =
    Hasta entonces se { $read ->
        [one] leyó una fila
       *[other] leyeron { $read } filas
    }, y el nodo confirmó { $published ->
        [one] { $published } publicada
       *[other] { $published } publicadas
    }, { $updated ->
        [one] { $updated } actualizada
       *[other] { $updated } actualizadas
    } y { $unchanged } sin cambios; { $rejected ->
        [one] una fue rechazada
       *[other] { $rejected } fueron rechazadas
    }.
cli-import-lost = Lo confirmado está a salvo. Repita la orden cuando vuelva el nodo: las filas con un `oid` que ya están quedan como están.
cli-fix = Quizás: { $suggestion }
cli-problem = ficha { $record }: { $message }
cli-problem-field = ficha { $record }, { $field }: { $message }
cli-more-problems = … y { $count } más.

# Demostración

cli-demo-start =
    Arrancando { $count ->
        [one] una plataforma
       *[other] { $count } plataformas
    } en { $path }.
cli-demo-licences = Fichas de ejemplo: las del Reino Unido vienen de los datos abiertos de Co-operatives UK (ODC-By 1.0) y, como las de otras plataformas del Norte, del mapa SUSY (dominio público, según él); las de las plataformas del Sur son inventadas (CC0 1.0).
cli-demo-applied = La carta no nombra a { $platform }: se presenta con una invitación. Su clave en palabras: { $words }
cli-demo-signed = { $platform } firma: { $count } de { $quorum }.
cli-demo-admitted = { $platform } queda admitida.
cli-demo-held = { $platform }: { $held } de { $total }
cli-demo-count =
    { $held } de { $total ->
        [one] { $total } ficha
       *[other] { $total } fichas
    }
cli-demo-converged =
    Todas las plataformas tienen { $records ->
        [one] la misma ficha
       *[other] las mismas { $records } fichas
    }, tras { $seconds } s.
cli-demo-look = Abra uno de los sitios en un navegador. Ctrl-C termina todo y borra los datos de la demostración.
cli-demo-look-kept = Abra uno de los sitios en un navegador. Ctrl-C termina todo; los datos quedan en { $path }.
cli-demo-ending = Terminando las plataformas …

# Errores del propio programa

error-all-rows-refused = Todas las filas fueron rechazadas.
hint-all-rows-refused = Corrija las filas, o compruebe que el tipo y la correspondencia son los de este archivo.
error-answer-odd = Lo que responde en { $address } no es un nodo ayni (estado { $status }).
hint-answer-odd = Quizá el nodo terminó y otro programa tomó su dirección. Arránquelo de nuevo con `ayni serve`.
error-data-dir-unknown = Este sistema no indica ningún lugar para los datos.
hint-data-dir-unknown = Indique uno con `--data DIR` o AYNI_DATA.
error-demo-apart = Tras { $seconds } s, las plataformas aún no tienen lo mismo.
hint-demo-apart = Quizá la máquina esté ocupada: pruebe con menos plataformas o `--records 50`. `RUST_LOG=info` muestra lo que hacen los nodos.
error-interrupted = Interrumpido antes de que las plataformas tuvieran lo mismo.
hint-interrupted = Repita la orden; con `--data`, indique un directorio vacío.
error-mapping-of-other-kind = La correspondencia { $name } produce fichas del tipo { $kind }.
hint-mapping-of-other-kind = Omita `--kind` o indique `--kind { $kind }`.
error-rejected-is-input = Las filas rechazadas no pueden ir a { $path }: es el archivo que se importa.
hint-rejected-is-input = Indique otro archivo en `--rejected`.
error-columns-unnamed = Solo las tablas tienen columnas cuyos nombres dicen algo: XLSX y CSV.
hint-columns-unnamed = Guárdelo como XLSX o CSV, o escriba a mano un archivo de correspondencia: docs/import.md lo explica.
error-xlsx-to-terminal = Un terminal no puede mostrar XLSX.
hint-xlsx-to-terminal = Nombre un archivo: -o fichas.xlsx
error-sheet-full = Es más de lo que cabe en una hoja: 1 048 576 filas y 16 384 columnas.
hint-sheet-full = Exporte un tipo o un país cada vez, o en csv.
error-stdout-taken = Los bytes firmados y el JSON no pueden ir ambos a la salida estándar.
hint-stdout-taken = Escriba los bytes en un archivo u omita `--json`: el JSON los contiene como cose_base64.
error-node-silent = El nodo en { $address } dejó de responder: { $cause }
hint-node-silent = Mire lo que registra el nodo. Si terminó, arránquelo con `ayni serve` y repita la orden.
error-output-failed = La salida no se puede escribir: { $cause }
hint-output-failed = Compruebe adónde va la salida y el espacio disponible.
error-token-unreadable = El token de acceso { $path } no se puede leer: { $cause }
hint-token-unreadable = Use la cuenta con la que se ejecuta el nodo.
error-verify-failed =
    La comprobación encontró { $count ->
        [one] un fallo
       *[other] { $count } fallos
    }.
hint-verify-failed = { hint-store-damaged }

# Qué falla en una línea de órdenes

usage-unknown-argument = `{ $argument }` no es nada que esta orden acepte.
usage-unknown-command = No hay ninguna orden `{ $command }`.
usage-missing-command = Falta una orden.
usage-missing = Falta: { $argument }.
usage-value-missing = `{ $argument }` necesita un valor.
usage-value-among = `{ $value }` no puede ser el valor de `{ $argument }`: es uno de { $values }.
usage-value = `{ $value }` no puede ser el valor de `{ $argument }`.
usage-values = `{ $argument }` no admite tantos valores.
usage-twice = `{ $argument }` se da más de una vez.
usage-conflict = `{ $argument }` no va junto con `{ $other }`.
usage-conflict-any = `{ $argument }` no va junto con el resto de la orden.
usage-not-text = La línea de órdenes contiene bytes que no son UTF-8.
usage-other = La orden no se usa así.
usage-range = Es un número de { $least } a { $most }.
usage-meant = ¿Quiso decir `{ $meant }`?
usage-like-this = Se usa así: `{ $usage }`; con `--help` dice más.
