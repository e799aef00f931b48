language-choose = ¿En qué idioma quiere que le hable?
language-choose-group = ¿En qué idioma debo hablar en este grupo?
language-automatic = Como su Telegram
language-chosen = A partir de ahora le hablo en español. Las respuestas conservan las palabras de sus fuentes.
language-chosen-group = A partir de ahora hablo en español en este grupo. Las respuestas conservan las palabras de sus fuentes.
language-group-admins = Solo los administradores de este grupo eligen aquí mi idioma. En privado puede elegir el suyo con /language.
