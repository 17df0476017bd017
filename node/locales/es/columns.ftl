# Las palabras que se escriben sobre las columnas, por cada campo que una importación propone (column-FIELD, con guiones en lugar
# de puntos), y lo que figura en un archivo de correspondencia esbozado (draft-…). Un punto y coma separa dos palabras; mayúsculas
# y acentos no cuentan.

column-oid = id;número;n.º;núm;ref;referencia;código;identificador;número de registro
column-title = nombre;título;denominación;razón social;organización;entidad;empresa;nombre de la entidad;nombre de la organización
column-name = nombre;nombre completo;nombre del contacto
column-summary = resumen;descripción corta;presentación
column-countries = país;países;código de país
column-country = país;código de país
column-region = código de región
column-sectors = sector;sectores;actividad;actividades;sector de actividad
column-sdgs = ods;objetivos de desarrollo sostenible
column-tags = etiqueta;etiquetas;palabras clave;categorías;temas
column-scope = alcance;ámbito
column-status = estado;situación
column-legal-form = forma jurídica;forma legal;tipo de entidad;figura jurídica
column-national-form = forma nacional;forma en derecho nacional
column-trading-name = nombre comercial;marca
column-acronym = siglas;acrónimo;abreviatura;nombre corto
column-founded = fundada;fundación;fecha de fundación;fecha de constitución;año de creación;fecha de creación;fecha de registro
column-dissolved = disuelta;disolución;fecha de disolución;cierre;fecha de cierre
column-registrations = número de inscripción;ruc;cif;nif;nit;rut;número fiscal
column-lei = lei;identificador de entidad jurídica
column-address-street = dirección;calle;domicilio;dirección postal
column-address-locality = ciudad;localidad;municipio;población;cantón
column-address-region = región;provincia;departamento;estado o provincia
column-address-postcode = código postal;cp
column-geo-lat = latitud;lat
column-geo-lon = longitud;lon;lng;long
column-description = descripción;detalle;objeto
column-products = productos;servicios;productos y servicios
column-members-women = mujeres socias;socias;miembros mujeres
column-members-men = hombres socios;miembros hombres
column-members-total = miembros;socios;número de socios;total de socios
column-workers-women = trabajadoras;mujeres empleadas;empleadas
column-workers-men = trabajadores hombres;hombres empleados
column-workers-total = trabajadores;empleados;número de empleados;plantilla;empleos
column-turnover-band = facturación;tramo de facturación;ingresos
column-objective = objetivo;meta;objetivos
column-context = contexto;antecedentes;situación
column-approach = enfoque;método;metodología
column-results = resultados;logros;impacto
column-beneficiaries = beneficiarios;población meta;destinatarios
column-organisations = organizaciones;socios ejecutores;aliados
column-role = función;cargo;puesto
column-email = correo;correo electrónico;email;e-mail
column-phone = teléfono;tel;número de teléfono;celular;móvil
column-web-site = sitio web;página web;web;url
column-urls = sitio web;página web;web;url;enlace
column-source-url = fuente;url de la fuente
column-licence = licencia
column-original = idioma;lengua;idioma original
column-languages = idiomas;lenguas

draft-head =
    Un archivo de correspondencia para { $file }, para empezar. No se ha importado nada.
    Lea cada línea, diga lo que todavía falta, y luego: ayni import ARCHIVO --map ESTE_ARCHIVO --dry-run
draft-original = La lengua de los textos. Cada texto tiene que existir en esta lengua.
draft-licence = Las condiciones en que otros pueden usar estas fichas (identificador SPDX). Obligatorio: quite la almohadilla.
draft-dates = Cómo se escriben las fechas, además de 1997-08-14, 1997-08 y 1997.
draft-constant = Toda ficha necesita { $field }. Si es igual en todas, dígalo aquí; si no, nombre su columna más abajo.
draft-oid = Obligatorio: la columna con su propio número de cada fila, para que una segunda importación actualice.
draft-unknown = No se entiende: { $column }
