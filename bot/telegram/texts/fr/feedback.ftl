feedback-noted = Merci, c’est noté.
feedback-taken-back = Retiré.
feedback-why = Noté. Qu’est-ce qui ne va pas ?
feedback-reason-noted = Merci. Mes administrateurs le voient, sans votre nom.

feedback-wrong = C’est faux
feedback-outdated = C’est dépassé
feedback-off-topic = Pas ce que j’ai demandé
feedback-no-source = Il manque une source
feedback-other = Autre chose
