evidence-show-the-passage = [{ $n }] Ver el pasaje
evidence-passage = [{ $n }] pasaje
evidence-open-article = Abrir el artículo
evidence-open-entry = Abrir la entrada de la lista

evidence-unknown = Esta respuesta es demasiado antigua o ha sido retirada. Vuelva a preguntar, por favor.
evidence-elsewhere = Esta respuesta pertenece a otro chat.
evidence-just-shown = Se muestra justo debajo.
evidence-failed = Lo siento, no ha funcionado. Inténtelo de nuevo.

evidence-more-before = ▲ Más antes
evidence-more-after = ▼ Más después
evidence-others = Otras fuentes sobre esto
evidence-others-sentence = Lo que otros artículos dicen sobre [{ $n }]
evidence-no-others-sentence = Ningún otro artículo que tengo dice lo que dice [{ $n }].
evidence-others-entry = Artículos que nombran la entrada [{ $n }]
evidence-no-others-entry = Ningún artículo que tengo nombra la entrada [{ $n }].
