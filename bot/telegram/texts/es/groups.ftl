groups-settings = Cómo me comporto en este grupo
groups-settings-who = Los administradores de este grupo pueden cambiarlo aquí.
groups-place-reply = Contesto respondiendo a la pregunta.
groups-place-topic = Contesto en el chat o en el tema, sin responder a la pregunta.
groups-everyone = Cualquiera puede preguntarme.
groups-admins = Solo los administradores de este grupo pueden preguntarme.
groups-quiet = Soy discreto: sin «escribiendo», sin avisos sobre comandos desconocidos, sin botones de valoración.
groups-not-quiet = Muestro que estoy escribiendo y pido valoraciones.
groups-language = Hablo en: { $language }.
groups-language-automatic = Hablo el idioma de quien pregunta.

groups-button-topic = Contestar sin responder al mensaje
groups-button-reply = Contestar respondiendo al mensaje
groups-button-admins = Solo administradores pueden preguntar
groups-button-everyone = Todos pueden preguntar
groups-button-quiet = Ser discreto
groups-button-loud = Ser menos discreto
groups-button-language = Idioma …

groups-admins-set = Solo los administradores de este grupo pueden cambiar aquí mis ajustes.
groups-admins-ask = En este grupo solo pueden preguntarme sus administradores. Puede preguntarme en privado.
groups-in-private = Envíe /settings en un grupo del que sea administrador para decidir cómo me comporto allí. Aquí, /language fija el idioma en que le hablo.
