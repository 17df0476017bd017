# El sitio web de un nodo.

web-skip = Ir al contenido
web-languages = Idioma
web-motto = La economía social y solidaria, compartida entre plataformas
web-footer = Cada ficha está firmada por la plataforma que la escribió y la conservan todas las plataformas de la federación.
web-staff = Para el equipo
web-as-json = Estas fichas en JSON

web-platform-of = Plataforma nacional de la economía social y solidaria · { $country }
web-records =
    { $count ->
        [one] ficha
       *[other] fichas
    }
web-entries =
    { $count ->
        [one] entrada firmada
       *[other] entradas firmadas
    }
web-authors =
    { $count ->
        [one] plataforma con fichas
       *[other] plataformas con fichas
    }
web-connected =
    { $count ->
        [one] plataforma conectada
       *[other] plataformas conectadas
    }

web-peers = Vínculos con otras plataformas
web-peers-hint = Las plataformas intercambian sus fichas directamente. Cada conexión es un vínculo entre el Norte y el Sur, dentro del Sur o dentro del Norte.
web-no-peers = Ninguna plataforma está conectada en este momento. Las fichas siguientes siguen disponibles.
web-absent = Sin conexión en este momento:
web-platform = Plataforma
web-country = País
web-side = Lado
web-own-side = Lado:
web-link = Vínculo
web-sides-by = Lados, salvo indicación contraria:
web-since = Conectada desde
web-link-north-south = Norte–Sur
web-link-south-south = Sur–Sur
web-link-north-north = Norte–Norte

web-directory = Directorio
web-directory-hint = Las fichas de todas las plataformas de la federación, cada una firmada por la que la escribió.
web-records-heading = Fichas
web-map = Mapa
web-map-hint = Cuanto más oscuro es un país, más fichas tiene. Un círculo representa fichas cercanas entre sí: lleva más cerca.
web-as-map = En un mapa
web-as-list = En una lista
web-map-moves = Alrededor del mapa
web-map-in = Más cerca
web-map-out = Más lejos
web-map-west = Oeste
web-map-north = Norte
web-map-south = Sur
web-map-east = Este
web-map-world = El mundo entero
web-map-table = Lo mismo por país
web-map-source = Contornos: Natural Earth. No toman partido sobre ninguna frontera.
web-statistics = Estadísticas
web-statistics-hint = Las fichas públicas de todas las plataformas de la federación. Todo nodo con el mismo estado de los registros cuenta lo mismo; cite las cifras con ese estado.
web-as-of = A fecha de
web-digest = Estado de los registros
web-places = Páginas
web-words = Palabras
web-search = Buscar
web-sort = Orden
web-sort-relevance = Las más pertinentes
web-sort-newest = Las más recientes
web-sort-name = Por título
web-take-along = Estas fichas en un archivo o un canal:
web-feed = Atom
web-calendar = eventos (iCal)
web-latest-north = Lo último del Norte
web-latest-south = Lo último del Sur
web-more = Ver más
web-filter-sector = Sector
web-filter-form = Forma jurídica
web-filter-sdg = Objetivo de Desarrollo Sostenible
web-filter-pillar = Trabajo decente
web-filter-language = Lengua
web-filter-modality = Tipo de cooperación
web-filter-kind = Tipo
web-filter-country = País
web-filter-side = Lado
web-filter-platform = Plataforma
web-any = Cualquiera
web-filter = Mostrar
web-filter-reset = Mostrar todas las fichas
web-total =
    { $count ->
        [0] Ninguna ficha
        [one] Una ficha
       *[other] { $number } fichas
    }
web-no-records = Ninguna ficha pública corresponde.
web-pages = Páginas de la lista
web-first-page = Primera página
web-next-page = Página siguiente

web-identity = Identidad de este nodo
web-identity-hint = Por estos datos otras plataformas y programas reconocen este nodo y sus firmas.
web-federation = Federación
web-no-federation = ninguna todavía
web-federation-id = Identificador de la federación
web-epoch = Época de la carta
web-did = Clave pública (DID)

web-members = Quiénes somos
web-role = Papel
web-role-member = miembro
web-role-observer = observador, sin voto
web-role-mirror = espejo, guarda copias
web-federation-about = Una federación de plataformas que comparten sus fichas y deciden juntas: una plataforma, un voto.
web-federation-rule =
    Un cambio entra en vigor cuando lo { $quorum ->
        [one] ha
       *[other] han
    } firmado { $quorum } de { $voters ->
        [one] { $voters } miembro
       *[other] { $voters } miembros
    }.
web-former = Antiguos miembros
web-former-platform = { $name } (antiguo miembro)
web-former-hint = Lo que publicaron sigue legible, y cada plataforma lo guarda.
web-former-left = { $name } ({ $country }), hasta la entrada { $seq }
web-former-replaced = { $name } ({ $country }), hasta la entrada { $seq } con una clave anterior; sigue como { $successor }
web-proposals = Qué se propone
web-proposals-none = Por ahora no hay nada propuesto. Cualquier miembro puede proponer un cambio.
web-round =
    Vuelta { $round } de la votación: { $quorum } de { $voters ->
        [one] { $voters } miembro
       *[other] { $voters } miembros
    } { $quorum ->
        [one] debe
       *[other] deben
    } firmar la misma propuesta.
web-key-words = Su clave, para comparar por teléfono:
web-proposed-by = Propuesto por { $names }.
web-applied = La plataforma se presenta ella misma, invitada por { $name }.
web-signed = Firmado, { $count } de { $quorum }
web-missing = Faltan todavía
web-otherwise = Firmaron otra cosa en esta ronda
web-at-quorum = Qué ocurre entonces
web-hash = Se firma como
web-back-home = Volver a este nodo
web-refusals = Por ninguna de las propuestas de esta vuelta: { $names }.
web-double = { $name } ha firmado dos cosas que se contradicen; ambas se guardan como prueba.
web-frozen = El registro de { $name } está congelado: con su clave se firmaron dos entradas distintas con el número { $seq }. No se acepta nada más de él hasta que los miembros decidan cuál cuenta.
web-quorum-majority = más de la mitad de los miembros
web-quorum-two-thirds = dos tercios de los miembros
web-change-admit = Admitir a { $name } ({ $country }) como { $role }.
web-then-admit = La plataforma entra enseguida, en cada nodo, y recibe por sí sola todas las fichas.
web-change-remove = Retirar a { $name } ({ $country }).
web-then-remove = Se cierran sus conexiones. Lo que publicó hasta la entrada { $seq } queda; no se acepta nada más.
web-change-role = Hacer de { $name } ({ $country }): { $role }.
web-then-role = El nuevo papel vale enseguida.
web-change-replace = Dejar que { $name } ({ $country }) siga con una clave nueva.
web-then-replace = Sus fichas siguen siendo suyas. De la clave antigua no se acepta nada más allá de la entrada { $seq }.
web-change-unfreeze = Seguir con el registro de { $name } ({ $country }) desde la entrada { $seq }.
web-then-unfreeze = La rama que acaba en esa entrada cuenta en cada nodo; la otra no.
web-change-quorum = Decidir por { $rule }.
web-then-quorum = El cambio siguiente se decide con esta regla.

web-status-closed = cerrada
web-status-withdrawn = retirada
web-status-erased = borrada
web-status-pending = aún no aceptada por todas
web-modality = Tipo de cooperación
web-answers = Aceptada por
web-answer-accepted = { $name }: aceptada
web-answer-declined = { $name }: rechazada
web-answer-waiting = { $name }: todavía no
web-pending = No todas las plataformas que nombra esta alianza han aceptado esta versión. Hasta entonces es una propuesta.
web-flagged =
    { $count ->
        [one] Una plataforma dice que esto debería examinarse: { $reasons }.
       *[other] { $count } plataformas dicen que esto debería examinarse: { $reasons }.
    }
web-mentions = Lo que otras fichas dicen de ella
web-mention-same-as = Igual, según { $name }, que:
web-mention-part-of = Comprende, según { $name }:
web-mention-implements = Puesta en práctica, según { $name }, por:
web-mention-translation-of = Traducida, según { $name }, por:
web-mention-about = Tema, según { $name }, de:
web-mention-follows = Seguida, según { $name }, por:
web-mentions-more = { $count ->
    [one] Y una más.
   *[other] Y { $count } más.
}
web-comments = Comentarios
web-comment-by = { $handle }, { $name }
web-comment-answers = en respuesta a otro comentario
web-comment-flagged = Una plataforma dice que esto debería examinarse.
web-comments-more =
    { $count ->
        [one] Y un comentario más.
       *[other] Y { $count } comentarios más.
    }
web-sign-same-lei = mismo LEI
web-sign-same-registration = mismo número de registro
web-sign-same-name = mismo nombre
web-sign-similar-name = nombre parecido
web-sign-same-site = misma dirección web
web-sign-same-phone = mismo teléfono
web-sign-near = metros de distancia
web-sign-same-postcode = mismo código postal
web-sign-other-lei = otro LEI
web-sign-other-registration = otro número en el mismo registro
web-sign-other-country = otro país
web-sign-far-apart = metros de distancia, que es lejos
web-withdrawn = La plataforma ha retirado esta ficha. Ya no está en las listas; lo que se publicó sigue siendo legible aquí.
web-erased = La plataforma ha hecho borrar esta ficha. Solo queda la prueba de que existió.
web-only-original = En { $language }, el idioma original.
web-only-translated = En { $language }; el original está en otro idioma.
web-by-machine = Traducción automática al { $language }.
web-facts = Datos
web-yes = sí
web-no = no
web-people-total = { $number } en total
web-people-women =
    { $count ->
        [one] { $number } mujer
       *[other] { $number } mujeres
    }
web-people-men =
    { $count ->
        [one] { $number } hombre
       *[other] { $number } hombres
    }
web-in-year = en { $year }
web-signed-by = Firmada por
web-verified = Este nodo ha verificado que quien tiene la clave de esta plataforma firmó exactamente esta ficha y que nadie la ha cambiado desde entonces. Una firma no dice si el contenido es cierto; de eso responde la plataforma.
web-signer-did = Clave pública (DID)
web-signed-at = Firmada
web-claimed = según la plataforma
web-entry = Entrada
web-seq = N.º en el registro de la plataforma
web-number = n.º { $seq }
web-record-id = Ficha
web-history = Historial
web-op-publish = Publicada
web-op-withdraw = Retirada
web-op-erase = Borrada

web-not-found = Aquí no hay nada
web-not-found-text = Este nodo no tiene ninguna ficha pública ni página en esta dirección. Quizá la ficha ya no sea visible o no haya llegado todavía.
web-refused = Esto no se puede mostrar
web-failed = No es posible en este momento
web-failed-text = El nodo no pudo responder. Inténtelo de nuevo en un momento.
web-to-start = A la página de este nodo

web-moment = { $day } de { $month ->
        [1] enero
        [2] febrero
        [3] marzo
        [4] abril
        [5] mayo
        [6] junio
        [7] julio
        [8] agosto
        [9] septiembre
        [10] octubre
        [11] noviembre
       *[12] diciembre
    } de { $year }, { $hour }:{ $minute } UTC

language-ar = árabe
language-de = alemán
language-en = inglés
language-es = español
language-fr = francés
language-it = italiano
language-nl = neerlandés
language-pt = portugués
language-qu = quechua
language-ru = ruso
language-sw = suajili
language-wo = wolof
language-zh = chino

# Campos de las fichas

field-name = Nombre
field-role = Función
field-email = Correo electrónico
field-phone = Teléfono
field-consent = Base del consentimiento
field-countries = País
field-country = País de la plataforma
field-region = Región (ISO 3166-2)
field-side = Lado
field-side-basis = Base del lado
field-address = Dirección
field-geo = Posición
field-legal-form = Forma jurídica
field-national-form = Forma en el derecho nacional
field-coop-type = Tipo de cooperativa
field-trading-name = Nombre comercial
field-acronym = Sigla
field-founded = Fundada
field-dissolved = Disuelta
field-registrations = Inscripciones
field-lei = Identificador de entidad jurídica (LEI)
field-products = Productos y servicios
field-qualifiers = Distintivos
field-members = Miembros
field-workers = Trabajadores y trabajadoras
field-turnover-band = Facturación
field-period = Período
field-organisations = Organizaciones
field-cost = Costo
field-validation = Validación
field-case-study = Estudio de caso
field-evidence = Pruebas
field-scope = Alcance
field-sectors = Sectores
field-sdgs = Objetivos de Desarrollo Sostenible
field-decent-work = Trabajo decente
field-tags = Palabras clave
field-languages = Idiomas
field-web-site = Sitio web
field-urls = Web
field-images = Imágenes
field-addresses = Direcciones de red
field-parent = Parte de
field-contact = Contacto
field-relations = Relaciones
field-original = Idioma original
field-licence = Licencia
field-source-url = Fuente
field-oid = Número propio de la plataforma
field-review-by = Por revisar antes de
field-expires = Caduca
field-visibility = Visible para
field-description = Descripción
field-mandate = Mandato
field-objective = Objetivo
field-context = Contexto
field-approach = Enfoque
field-results = Resultados
field-beneficiaries = Beneficiarios
field-gender = Género
field-building-blocks = Componentes
field-enabling-factors = Factores favorables
field-lessons = Lecciones aprendidas
field-constraints = Limitaciones
field-sustainability = Sostenibilidad
field-replicability = Replicabilidad
field-kind = Tipo de ficha
field-title = Título
field-summary = Resumen
field-status = Estado
field-machine-translated = Traducido por una máquina
field-text = Texto
field-participants = Participantes
field-purpose = Objeto
field-start = Inicio
field-end = Fin
field-stage = Etapa
field-outputs = Productos
field-budget = Presupuesto
field-type = Tipo
field-issuer = Ofrecido o buscado por
field-deadline = Fecha límite
field-amount = Importe
field-eligibility = Quién puede presentarse
field-sides-sought = Socios buscados en
field-apply-url = Presentarse en
field-authors = Autores
field-year = Año
field-audience = Destinatarios
field-format = Formato
field-file = Archivo
field-isbn = ISBN
field-doi = DOI
field-provider = Proveedor
field-level = Nivel
field-duration-hours = Duración en horas
field-prerequisites = Requisitos previos
field-outcomes = Resultados del aprendizaje
field-access = Acceso
field-formats = Modalidades
field-resources = Recursos
field-time-zone = Zona horaria
field-organiser = Organizador
field-place = Lugar
field-online-url = En línea
field-series = Serie
field-edition = Edición
field-registration-url = Inscribirse en
field-jurisdiction = Jurisdicción
field-adopted = Adopción
field-in-force = En vigor
field-citation = Cita
field-official-url = Texto oficial
field-covers = Formas jurídicas que abarca
field-organisation = Organización
field-fields = Ámbitos de conocimiento
field-experience-countries = Ha trabajado en
field-availability = Disponibilidad
field-about = Sobre
field-comment-parent = En respuesta a
field-body = Comentario
field-handle = Escrito por
field-language = Idioma
field-indicator = Indicador
field-value = Valor
field-unit = Unidad
field-area = Territorio
field-by = Desglose
field-method = Método
field-source = Fuente
