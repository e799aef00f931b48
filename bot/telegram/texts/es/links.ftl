links-unknown = No sé adónde lleva este enlace. Escríbame mejor su pregunta; /help explica cómo.
links-no-article = El artículo de este enlace ya no está entre mis fuentes.
links-no-entry = La entrada de este enlace ya no está en las listas que tengo. /who encuentra las que sí están.
links-no-answer = No puedo mostrarle esa respuesta: es demasiado antigua, ha sido retirada o se dio en un chat en el que usted no está. Vuelva a preguntarme, por favor.
links-open-private = En privado
