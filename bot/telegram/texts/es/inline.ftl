inline-ask-in-private = Preguntarme en privado
inline-not-here = Solo respondo en determinados chats
inline-limited = Demasiadas preguntas: espere un minuto
inline-failed = He tardado demasiado: pregúnteme en privado
inline-no-answer = No lo sé: mis fuentes no lo dicen
inline-which = ¿A cuál se refiere?
inline-open = Ver los pasajes
inline-open-entry = Ver todo lo que tengo
