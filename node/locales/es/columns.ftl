# Las palabras que se escriben sobre las columnas, por cada campo que una importación propone, y lo que figura en un archivo de
# correspondencia esbozado (draft-…). column-CAMPO tiene las palabras de un campo, con guiones en lugar de puntos; column-TIPO-CAMPO las
# de un tipo de ficha que lo llama de otro modo que los demás, y las sustituye. Un punto y coma separa dos palabras; mayúsculas y acentos
# no cuentan. De una palabra que dos campos de un mismo tipo tienen en común se dice que puede significar uno u otro.

# De todos los tipos
column-id = identificador de la ficha
column-kind = tipo de ficha
column-oid = id;número;n.º;núm;ref;referencia;código;identificador;número de registro;número de referencia;número interno;identificador interno
column-title = nombre;título;denominación;razón social;organización;entidad;empresa;nombre de la empresa;nombre de la entidad;nombre de la organización;denominación social
column-summary = resumen;descripción corta;descripción breve;presentación;en breve
column-countries = país;países;código de país
column-region = código de región;iso 3166-2
column-sectors = sector;sectores;actividad;actividades;sector de actividad;sector económico;actividad principal;rama
column-sdgs = ods;objetivo de desarrollo sostenible;objetivos de desarrollo sostenible
column-decent-work = trabajo decente;pilar del trabajo decente;pilares del trabajo decente
column-tags = etiqueta;etiquetas;palabra clave;palabras clave;categoría;categorías;tema;temas
column-scope = alcance;ámbito;alcance geográfico
column-status = estado;situación;estado de la ficha
column-original = idioma;lengua;idioma original
column-machine-translated = traducción automática;traducido por una máquina
column-urls = sitio web;página web;web;url;enlace;enlaces;dirección web
column-source-url = fuente;url de la fuente;enlace a la fuente
column-images = imagen;imágenes;foto;fotos;fotografía;logo;logotipo
column-relations = relaciones;relación;fichas relacionadas;ficha relacionada
column-review-by = por revisar;fecha de revisión;próxima revisión
column-expires = caduca;fecha de caducidad;vence;válido hasta;vigente hasta;mostrar hasta
column-licence = licencia;condiciones de uso
column-visibility = visibilidad;visible para;confidencialidad

# De plataformas y personas
column-name = nombre;nombre completo;nombre del contacto;nombre y apellido;nombre y apellidos
column-platform-title = título;título de la ficha
column-contact-title = título;título de la ficha
column-expertise-title = título;título de la ficha
column-platform-countries = países;países de actividad;países cubiertos
column-country = país;código de país;país de la plataforma
column-side = lado;norte o sur;norte sur
column-side-basis = base del lado;lado según
column-addresses = direcciones de red;dirección de red;multiaddr
column-web-site = sitio web;página web;web;url;dirección web
column-platform-urls = enlace;enlaces;otros enlaces;otros sitios
column-mandate = mandato;misión
column-languages = idiomas;idioma;lenguas;lengua;idiomas de trabajo;idiomas hablados
column-role = función;cargo;puesto;rol
column-email = correo;correo electrónico;email;e-mail;mail;dirección de correo
column-phone = teléfono;tel;número de teléfono;celular;móvil
column-consent-basis = consentimiento;base del consentimiento;base legal;base jurídica
column-consent-date = fecha del consentimiento;fecha de consentimiento;consentimiento dado el
column-consent-expires = fin del consentimiento;consentimiento hasta;vencimiento del consentimiento;consentimiento válido hasta
column-organisation = organización;institución;entidad;empleador;afiliación
column-fields = ámbitos de conocimiento;área de especialización;áreas de especialización;experticia;competencias;especialidad;especialidades;habilidades;área de experiencia;áreas de experiencia
column-expertise-countries = país;países;código de país;país de residencia
column-experience-countries = ha trabajado en;países de experiencia;experiencia en países
column-availability = disponibilidad;disponible;disponible para

# De empresas y lugares
column-legal-form = forma jurídica;forma legal;tipo de entidad;figura jurídica;tipo de organización;naturaleza jurídica
column-national-form = forma nacional;forma en derecho nacional
column-coop-type = tipo de cooperativa;clase de cooperativa
column-registrations = número de inscripción;n.º de inscripción;ruc;cif;nif;nit;rut;número fiscal;inscripciones;número de identificación fiscal
column-lei = lei;identificador de entidad jurídica
column-trading-name = nombre comercial;marca;nombre de fantasía
column-acronym = sigla;siglas;acrónimo;abreviatura;nombre corto
column-founded = fundada;fundación;fecha de fundación;fecha de constitución;año de creación;año de fundación;fecha de creación;fecha de registro;constitución
column-dissolved = disuelta;disolución;fecha de disolución;cierre;fecha de cierre
column-address-street = dirección;calle;domicilio;dirección postal
column-address-locality = ciudad;localidad;municipio;población;cantón;comuna;pueblo
column-address-region = región;provincia;departamento;estado o provincia
column-address-postcode = código postal;cp
column-geo-lat = latitud;lat
column-geo-lon = longitud;lon;lng;long
column-geo-precision = precisión;precisión de la posición;precisión de la geocodificación
column-description = descripción;detalle;detalles;objeto;descripción completa
column-products = productos;servicios;productos y servicios;producto
column-members-women = mujeres socias;socias;miembros mujeres;asociadas
column-members-men = hombres socios;miembros hombres;asociados hombres
column-members-total = miembros;socios;número de socios;total de socios;número de miembros;asociados;número de asociados
column-members-year = año de los miembros;año del número de miembros;año del número de socios
column-workers-women = trabajadoras;mujeres empleadas;empleadas
column-workers-men = trabajadores hombres;hombres empleados
column-workers-total = trabajadores;empleados;número de empleados;número de trabajadores;plantilla;empleos
column-workers-year = año de la plantilla;año del número de trabajadores;año de los empleados
column-turnover-band = facturación;tramo de facturación;ingresos;facturación anual;ingresos anuales;volumen de negocio
column-qualifiers = distintivos;certificación;certificaciones;sellos;acreditaciones
column-parent = parte de;organización matriz;empresa matriz;pertenece a;grupo
column-contact = contacto;ficha de contacto;persona de contacto

# De prácticas
column-practice-title = título;nombre;práctica;nombre de la práctica;título de la práctica;buena práctica;denominación
column-objective = objetivo;meta;objetivos;objetivo general;metas
column-context = contexto;antecedentes;situación inicial;problema;problemática
column-approach = enfoque;método;metodología;actividades realizadas
column-results = resultados;logros;impacto;resultado;impactos;resultados obtenidos
column-validation = validación;validada por;validado por;nivel de validación
column-period-start = inicio;fecha de inicio;fecha inicio;desde;inicio del período;comienzo
column-period-end = fin;fecha de fin;fecha fin;fecha de finalización;hasta;fin del período;finalización
column-organisations = organizaciones;organización;socios ejecutores;aliados;organización responsable;organizaciones responsables;entidad ejecutora
column-beneficiaries = beneficiarios;población meta;destinatarios;población beneficiaria;grupo meta;beneficiarias
column-gender = género;igualdad de género;dimensión de género;enfoque de género
column-building-blocks = componentes;pasos;elementos;etapas
column-constraints = limitaciones;dificultades;obstáculos;desafíos;retos;restricciones
column-sustainability = sostenibilidad;sustentabilidad;viabilidad
column-replicability = replicabilidad;replicación;transferibilidad;potencial de réplica;escalabilidad
column-cost-amount = costo;costos;coste;costo total;presupuesto;monto del costo
column-cost-currency = moneda;divisa;moneda del costo
column-evidence = pruebas;evidencias;evidencia;documentos
column-case-study = estudio de caso;es un estudio de caso

# De alianzas
column-partnership-title = título;nombre;alianza;nombre de la alianza;proyecto;nombre del proyecto;título del proyecto;denominación
column-participants = participantes;participante;socios;socias;organizaciones socias;miembros;organizaciones;contrapartes;aliados
column-purpose = objeto;propósito;objetivo;objetivos;finalidad
column-start = inicio;fecha de inicio;fecha inicio;comienza;empieza;desde;comienzo
column-end = fin;fecha de fin;fecha fin;fecha de finalización;termina;hasta;finalización;fecha de término
column-stage = etapa;fase;estado;avance;estado de avance
column-outputs = productos;entregables;realizaciones;resultados
column-budget-amount = presupuesto;monto;importe;presupuesto total;financiamiento;financiación;monto del presupuesto
column-budget-currency = moneda;divisa;moneda del presupuesto

# De oportunidades
column-opportunity-title = título;nombre;oportunidad;convocatoria;título de la convocatoria;nombre de la convocatoria;licitación;denominación
column-opportunity-type = tipo;tipo de oportunidad;naturaleza;tipo de financiamiento;tipo de convocatoria
column-issuer = emisor;ofrecido o buscado por;publicado por;organización;organismo;donante;financiador;entidad contratante;entidad convocante;convocante;institución
column-deadline = fecha límite;plazo;fecha de cierre;cierre;fecha límite de postulación;fecha límite de solicitud;fecha de vencimiento;fecha tope;cierre de la convocatoria
column-amount-amount = monto;importe;presupuesto;valor;monto máximo;importe máximo;financiamiento;monto total;cuantía
column-amount-currency = moneda;divisa;moneda del monto
column-eligibility = elegibilidad;quién puede presentarse;criterios de elegibilidad;requisitos;condiciones;quién puede postular;dirigido a
column-sides-sought = socios buscados en;socios buscados;lados buscados
column-apply-url = presentarse en;cómo postular;enlace de postulación;formulario de solicitud;postular;solicitar;enlace de solicitud

# De recursos y formación
column-resource-title = título;nombre;recurso;documento;título del documento;título del recurso;publicación;denominación
column-resource-type = tipo;tipo de recurso;tipo de documento;naturaleza
column-authors = autores;autor;autora;autor(es);autores y autoras;autoría;escrito por
column-year = año;año de publicación;año de referencia;ano
column-audience = destinatarios;para quién;público;público objetivo;público meta;audiencia;dirigido a
column-format = formato;formato del archivo
column-file-sha256 = sha-256;huella del archivo;huella;suma de verificación
column-file-bytes = tamaño del archivo;tamaño;tamaño en bytes;bytes
column-file-media-type = tipo de medio;tipo mime;tipo de archivo
column-isbn = isbn;número isbn
column-doi = doi;identificador de objeto digital
column-learning-title = título;nombre;curso;nombre del curso;título del curso;formación;capacitación;denominación
column-provider = proveedor;ofrecido por;organización;institución;entidad formadora;impartido por;organizado por
column-level = nivel;dificultad;nivel del curso
column-duration-hours = duración en horas;duración horas;duración;horas;número de horas;carga horaria
column-prerequisites = requisitos previos;prerrequisitos;conocimientos previos;requisitos;requisitos de admisión
column-outcomes = resultados del aprendizaje;resultados de aprendizaje;objetivos de aprendizaje;objetivos;competencias adquiridas
column-access = acceso;condiciones de acceso;modo de acceso
column-formats = modalidades;modalidad;formato;formatos;modo de enseñanza
column-resources = recursos;materiales;material didáctico;materiales del curso

# De eventos
column-event-title = título;nombre;evento;nombre del evento;título del evento;actividad;denominación
column-event-sectors = sector;sectores;sector de actividad;sector económico;rama
column-event-start = inicio;fecha de inicio;fecha inicio;comienza;empieza;desde;fecha;fecha y hora;comienzo;hora de inicio
column-event-end = fin;fecha de fin;fecha fin;fecha de finalización;termina;hasta;finalización;hora de fin
column-time-zone = zona horaria;huso horario
column-organiser = organizador;organizadora;organizado por;organizadores;organización;anfitrión;entidad organizadora;organiza;convoca
column-place-street = dirección;calle;lugar;sede;lugar del evento;domicilio
column-place-locality = ciudad;localidad;municipio;lugar;población
column-place-region = región;provincia;departamento;estado o provincia
column-place-postcode = código postal;cp
column-online-url = en línea;enlace de conexión;enlace en línea;enlace zoom;zoom;enlace de la reunión;enlace del seminario web;videoconferencia
column-series = serie;ciclo;serie de eventos
column-edition = edición;número de edición
column-registration-url = inscribirse en;inscripción;inscripciones;enlace de inscripción;formulario de inscripción;registro
column-event-deadline = fecha límite;fecha límite de inscripción;inscripción hasta;cierre de inscripciones;plazo;plazo de inscripción

# De políticas públicas
column-policy-title = título;nombre;ley;política;nombre de la ley;título de la ley;norma;denominación
column-policy-type = tipo;tipo de política;tipo de norma;naturaleza;rango
column-jurisdiction = jurisdicción;territorio;ámbito de aplicación;ámbito territorial
column-adopted = adopción;fecha de adopción;adoptada;fecha;promulgación;fecha de promulgación;fecha de aprobación;aprobación;aprobada
column-in-force = en vigor;estado;vigente;vigencia;en vigencia
column-citation = cita;referencia;referencia oficial;número de la ley;boletín oficial;gaceta oficial
column-official-url = texto oficial;enlace oficial;enlace al texto;texto completo;texto íntegro
column-covers = formas jurídicas que abarca;formas jurídicas;abarca;se aplica a;entidades que abarca

# De comentarios y estadísticas
column-comment-title = título;asunto
column-comment-original = idioma original
column-about = sobre;acerca de;ficha comentada;sobre la ficha
column-comment-parent = en respuesta a;respuesta a
column-body = comentario;texto;mensaje;observación;cuerpo
column-language = idioma;lengua;idioma del comentario
column-handle = escrito por;autor;autora;seudónimo;apodo
column-statistic-title = título;nombre;nombre de la estadística;título del cuadro;denominación
column-statistic-tags = etiqueta;etiquetas;palabra clave;palabras clave;tema;temas
column-statistic-sectors = sectores;sectores de la ficha
column-statistic-source-url = url de la fuente;enlace a la fuente
column-indicator = indicador;variable;nombre del indicador;medida
column-value = valor;cifra;dato;cantidad;monto
column-unit = unidad;unidad de medida;unidades
column-area = territorio;zona;lugar;área;área geográfica;cobertura
column-by-sex = sexo;género;mujeres u hombres;por sexo
column-by-form = forma jurídica;por forma jurídica;forma;tipo de entidad
column-by-sector = sector;por sector;sector económico;sector de actividad;rama
column-method = método;metodología;modo de cálculo
column-source = fuente;fuente de los datos

# Lo que figura en un borrador
draft-head =
    Un archivo de correspondencia para { $file }, para empezar. No se ha importado nada.
    Lea cada línea, diga lo que todavía falta, y luego: ayni import ARCHIVO --map ESTE_ARCHIVO --dry-run
draft-original = La lengua de los textos. Cada texto tiene que existir en esta lengua.
draft-licence = Las condiciones en que otros pueden usar estas fichas (identificador SPDX). Obligatorio: quite la almohadilla.
draft-dates = Cómo se escriben las fechas, además de 1997-08-14, 1997-08 y 1997.
draft-constant = Toda ficha necesita { $field }. Si es igual en todas, dígalo aquí; si no, nombre su columna más abajo.
draft-oid = Obligatorio: la columna con su propio número de cada fila, para que una segunda importación actualice.
draft-unknown = No se entiende: { $column }
draft-several = { $column } puede referirse a más de un campo: quite la almohadilla de la línea correcta.
draft-objects = { $field } es una lista de objetos: complete la línea y quite la almohadilla, o deje { $column } fuera.
draft-unmapped = { $column }: { $field } es una lista de objetos con textos en varias lenguas, que ninguna correspondencia saca de una celda.
draft-taken = { $column }: otra columna ya es { $field }.
