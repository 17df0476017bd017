# Las páginas públicas junto al directorio, el mapa y las estadísticas.

site-menu = Todas las páginas
site-menu-records = Fichas
site-menu-federation = Federación
site-menu-node = Este nodo

site-practices = Buenas prácticas
site-practices-about = Lo que plataformas y sus miembros han probado y ha dado resultado, con lo que lo hizo posible.
site-partnerships = Alianzas
site-partnerships-about = Quién trabaja con quién, entre el Norte y el Sur, dentro del Sur y dentro del Norte. Una alianza cuenta en cuanto todas las plataformas que nombra la han aceptado.
site-opportunities = Oportunidades
site-opportunities-about = Contratación pública, subvenciones, préstamos, búsquedas de socios, ofertas y necesidades.
site-until = hasta el { $day }
site-events = Eventos
site-events-about = Academias, conferencias y encuentros, presenciales y en línea. El archivo de calendario de abajo se abre en cualquier agenda.
site-events-coming = Próximos
site-events-past = Pasados
site-events-cut = Hay más eventos; estos son los { $count } publicados más recientemente. El directorio los tiene todos.
site-online = en línea
site-policies = Leyes y políticas
site-policies-about = Leyes, políticas, estrategias y reglamentos para la economía social y solidaria, por país.
site-library = Biblioteca
site-library-about = Herramientas, guías y compendios, y cursos para aprender a distancia.
site-expertise = Red de conocimientos
site-expertise-about = Quién sabe qué en la economía social y solidaria, en qué países y en qué idiomas.
site-expertise-members = Estas fichas nombran a personas. Son para el personal de las plataformas de esta federación y no figuran en ninguna página pública.
site-expertise-ask = Si busca a alguien, la plataforma de su país puede preguntar por usted.
site-expertise-enter = Para el personal: entrar y consultar
site-expertise-staff = Personas de todas las plataformas que han aceptado que se les consulte. Sus fichas terminan por sí solas al cabo de un año como máximo.

site-day = { $day } de { $month ->
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
    } de { $year }

site-all-languages = Mostrar los { $count } idiomas
site-one-language = Mostrar un solo idioma
site-in-language = Idioma: { $language }.
site-away = { " " }(otro sitio)
site-alike = Quizá lo mismo
site-alike-hint = Estas fichas parecen tratar de lo mismo. No se ha fusionado nada: solo las plataformas pueden decirlo.
site-address = Dirección de esta página
site-take-record = Esta ficha como archivo:

site-verified = Qué significa «verificado»
site-verified-signature = Cada versión de una ficha está firmada con la clave de la plataforma que la escribió. Antes de aceptar una ficha, un nodo comprueba esa firma, o la de una entrada posterior que se apoya en ella: sin la clave, nadie puede escribir ni cambiar una ficha en nombre de la plataforma.
site-verified-log = Cada plataforma numera lo que firma, y cada número se apoya en el anterior. Por eso nadie puede quitar ni intercalar nada sin que todos los nodos lo noten.
site-verified-not = No significa que alguien haya comprobado si el contenido es cierto. De ello responde la plataforma que firma.
site-check = Cómo comprobarlo sin confiar en este nodo
site-check-take = Tome la entrada firmada de este nodo o de cualquier otro de la federación; todos tienen los mismos bytes.
site-check-entry = La entrada en JSON
site-check-signature = La firma: el sobre (cose_base64) es una estructura COSE_Sign1 (RFC 9052) que comprueba cualquier biblioteca COSE. La clave (Ed25519) está en el DID; external_aad es el identificador de la federación.
site-check-body = El contenido: el SHA-256 del cuerpo (body_base64) debe ser el que figura en el sobre firmado.
site-check-id = La entrada: el SHA-256 de los bytes del sobre debe ser el identificador de la entrada.
site-check-did = Quien firma: el DID debe ser el de la plataforma. Compárelo con la lista de miembros, o pregunte a la plataforma por teléfono.

site-atlas = Mapa de los miembros y de los enlaces de este nodo con ellos
site-atlas-hint = El punto oscuro es este nodo. Las líneas son sus conexiones en este momento, dibujadas según el tipo de enlace; la tabla dice lo mismo.
site-link-of-node = Enlace con este nodo
site-this-node = este nodo
site-no-link = sin conexión en este momento

site-about = Acerca de este nodo
site-about-who = Quién gestiona este nodo
site-about-profile = Lo que la plataforma dice de sí misma
site-about-no-profile = La plataforma aún no ha publicado una ficha sobre sí misma.
site-about-what = Qué es Ayni
site-about-ayni = Ayni es una red de plataformas nacionales de la economía social y solidaria. Cada plataforma tiene su propio nodo, firma sus propias fichas y guarda una copia de las de todas las demás. No hay centro: si un nodo se apaga, todo lo que ha publicado sigue pudiendo leerse en los otros.
site-about-name = El nombre significa reciprocidad en quechua: hoy por ti, mañana por mí.
site-about-licence = Licencia de los datos
site-about-licence-text = Cada ficha dice bajo qué licencia la comparte su plataforma; la encontrará entre los datos de la ficha y en cada archivo. Cite la plataforma que la firmó cuando la use.
site-about-take = Llevarse los datos
site-about-take-files = Como archivo: el directorio da lo que muestra como tabla, para mapas o para programas
site-about-take-feed = Como canal: lo último que se ha publicado
site-about-take-api = Con un programa: la interfaz, que puede probar
site-about-take-embed = En su propio sitio: la lista o el mapa
site-about-access = Accesibilidad
site-about-access-done = Estas páginas están hechas para cumplir las WCAG 2.2 en el nivel AA. Funcionan sin JavaScript, solo con el teclado, en una pantalla pequeña y con una conexión lenta, y tienen los títulos, etiquetas e idiomas que necesita un lector de pantalla. Todo lo que muestra un mapa figura también en una tabla.
site-about-access-limits = Ningún organismo independiente las ha evaluado todavía, y nadie que dependa de un lector de pantalla las ha probado. Los textos de las fichas son como los escribieron las plataformas: algunos están en un solo idioma o no tienen títulos. Es posible que documentos de otros sitios no sean accesibles.
site-about-access-tell = Si algo le impide el acceso, dígaselo a la plataforma que gestiona este nodo.
site-about-privacy = Privacidad
site-about-privacy-none = Aquí no se sigue a nadie: no hay estadísticas de visitantes, ni publicidad, ni nada de otros sitios. Las páginas no muestran ninguna imagen de otra parte.
site-about-privacy-cookies = Hay una sola cookie para los visitantes: el idioma que usted ha elegido, durante un año. El personal que entra tiene otra hasta que sale, durante doce horas como máximo.
site-about-privacy-address = El nodo guarda su dirección de red en la memoria por poco tiempo, para que nadie pueda sobrecargarlo, y no la anota. Un servidor web delante de él puede llevar su propio registro; pregunte a la plataforma.

site-embed = Para su propio sitio
site-embed-about = Ponga la lista o el mapa de las fichas en una página de su sitio. Está siempre como aquí, en el idioma y con los filtros que usted elija.
site-embed-what = Qué
site-embed-make = Preparar el código
site-embed-copy = Para copiar
site-embed-copy-hint = Pegue esto en su página, donde deban aparecer las fichas.
site-embed-see = Ver lo que muestra
site-embed-all = Todas estas fichas en el directorio
site-embed-privacy = Lo que se inserta no deja ninguna cookie ni ejecuta ningún script. Los enlaces abren la ficha aquí en una pestaña nueva.

site-api = Para programas
site-api-about = Lo que muestran estas páginas también lo pueden leer programas. Aquí puede probarlo: cada formulario lleva a la respuesta que recibiría un programa.
site-api-english = Las descripciones están en inglés, como las leen los programas en
site-api-try = Leer, para todos
site-api-ask = Mostrar la respuesta
site-api-missing = Rellene este campo, por favor.
site-api-commands = Con el código de acceso
site-api-commands-hint = Para esto hace falta el código de acceso del nodo, que una página no debe conocer. Pregunte en la línea de comandos, en la carpeta que contiene el archivo api.token; el archivo nombrado tras la @ contiene lo que usted envía.
