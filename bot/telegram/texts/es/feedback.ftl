feedback-noted = Gracias, anotado.
feedback-taken-back = Retirado.
feedback-why = Anotado. ¿Qué tiene de malo?
feedback-reason-noted = Gracias. Mis administradores lo ven, sin su nombre.

feedback-wrong = Es incorrecta
feedback-outdated = Está desactualizada
feedback-off-topic = No es lo que pregunté
feedback-no-source = Falta una fuente
feedback-other = Otra cosa
