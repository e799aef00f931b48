answer-too-slow = Désolé, cela m’a pris trop de temps. Reposez la question dans un instant, peut-être en moins de mots.
answer-failed = Désolé, quelque chose a échoué de mon côté ; c’est noté. Veuillez réessayer.
answer-unconfirmed = J’ai répondu à cela, mais Telegram n’a pas confirmé que la réponse vous est parvenue. Si vous ne la voyez pas, veuillez reposer la question.
failure-reference = Référence : { $reference }
answer-unreadable = Je ne sais lire que du texte. Écrivez-moi votre question.
answer-forwarded = Que voulez-vous savoir à ce sujet ? Répondez au message avec votre question.
answer-not-here = Désolé, je ne réponds que dans certaines discussions, et celle-ci n’en fait pas partie.
answer-unknown-command = Je ne connais pas cette commande. /help montre ce que je sais faire.

answer-empty-question = Que voulez-vous savoir ? Par exemple : Why was CEIEC sanctioned?
answer-empty-question-group = Que voulez-vous savoir ? Par exemple : @{ $username } why was CEIEC sanctioned?

answer-too-long = Cela fait { $length } { $length ->
    [one] caractère
   *[other] caractères
} ; j’accepte des questions de { $limit } au plus. Veuillez la raccourcir.
answer-about-too-long = Ce message fait { $length } { $length ->
    [one] caractère
   *[other] caractères
}, plus que les { $limit } que je peux vérifier à la fois. Répondez-y de nouveau avec une question à son sujet.

answer-as-of = D’après ce que l’on savait le { $day }.
answer-nearest = Ce que j’ai de plus proche :
answer-undated = sans date
answer-edition = édition du { $day }
answer-edition-undated = édition sans date
