# Pages for staff: the way in, the overview and the federation.

admin-places = Páginas del equipo
admin-overview = Resumen
admin-about = Cómo está su nodo y qué le espera.
admin-records = fichas de todas las plataformas
admin-login = Iniciar sesión
admin-login-about = Para el equipo de esta plataforma: publicar, importar y cuidar sus fichas, y votar en la federación.
admin-login-wrong = Este no es el código de acceso de este nodo.
admin-token = Código de acceso
admin-token-hint = Está en el archivo api.token del directorio de datos del nodo. Quien administra el servidor se lo puede dar. Nunca forma parte de una dirección.
admin-enter = Entrar
admin-logout = Cerrar la sesión
