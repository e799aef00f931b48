start-private = Bonjour, je suis { $name }.

    Posez-moi vos questions sur les sanctions : qui a été désigné, quand, par qui et pourquoi. Je réponds à partir des articles et des listes officielles que j’ai, je cite la source de chaque phrase, et je dis quand je ne sais pas.

    Essayez : Why was CEIEC sanctioned?

    Les boutons sous une réponse montrent les passages exacts sur lesquels elle repose. /help explique le reste.
start-group = Je réponds ici aux questions sur les sanctions quand vous écrivez @{ $username } ou que vous me répondez. /help en dit plus.
start-no-admin = Personne n’est encore mon administrateur. Votre identifiant numérique Telegram est { $id } : si je suis à vous, réglez SANCTIONS_BOT_ADMINS={ $id } là où je tourne, redémarrez-moi, et vous pourrez utiliser /reindex.

help-asking = Comment poser une question
    • Écrivez une question avec vos propres mots, en { $limit } caractères au plus.
    • Posez-la de préférence en anglais : presque toutes mes sources le sont. Pour savoir si quelqu’un est sur une liste, le français convient aussi.
    • Poursuivez : « When? » ou « And by the EU? » renvoie à ce que vous avez demandé dans la dernière demi-heure.
    • Corrigez une question en la modifiant : ma réponse change avec elle.
    • Répondez à un message par une question pour interroger sur ce message.
    • Dans un groupe, écrivez @{ $username } et votre question, ou répondez à l’une de mes réponses.
help-inline = • Dans toute autre discussion, écrivez @{ $username } et une question, attendez un instant et choisissez la réponse.
help-reading = Comment lire une réponse
    • Les numéros entre crochets sont des sources, énumérées sous la réponse avec leurs dates. Touchez la liste pour l’ouvrir.
    • Les boutons montrent le passage derrière chaque numéro, les mots cités étant marqués.
    • Quand rien de ce que j’ai n’étaye une réponse, je le dis et je nomme ce qui s’en approche le plus.
    • Je rapporte ce que disent les sources. Je ne donne pas de conseil juridique, et un nom absent de mes listes peut figurer sur d’autres.
help-group = Écrivez @{ $username } et votre question, ou répondez à l’une de mes réponses pour poursuivre. Sous le message de quelqu’un, une réponse qui ne dit que @{ $username } interroge sur ce qu’il affirme.

    Les numéros entre crochets sont des sources ; les boutons montrent les passages. Sinon je me tais, et ce que vous me demandez en privé y reste.
help-commands = Commandes
help-admin = Vous êtes l’un de mes administrateurs : certaines des commandes ci-dessous ne sont que pour vous, et /status et /sources vous en disent plus qu’aux autres. Envoyez-moi un fichier ou transférez un article, et je propose de l’ajouter.
help-group-admin = En tant qu’administrateur de ce groupe, vous réglez avec /settings où je réponds, à qui, avec quelle discrétion et dans quelle langue.
help-stranger = Bonjour, je suis { $name }. Je réponds aux questions sur les sanctions à partir d’articles et de listes officielles, mais seulement dans certaines discussions, et celle-ci n’en fait pas partie.

    Qui me gère peut vous donner accès. Votre identifiant numérique Telegram est { $id }.

sources-held = Je réponds à partir de { $articles } { $articles ->
    [one] article
   *[other] articles
} et de { $entries } { $entries ->
    [one] fiche
   *[other] fiches
} de listes officielles.
sources-places = D’où ils viennent
sources-articles = { $count } { $count ->
    [one] article
   *[other] articles
}
sources-entries = { $count } { $count ->
    [one] fiche de liste
   *[other] fiches de liste
}
sources-place = { $place } : { $held }
sources-place-read = { $place } : { $held } ; dernière lecture le { $day }
sources-not-read = illisible la dernière fois : { $reason }
sources-lists = Listes officielles
sources-list = { $list } : { $count } { $count ->
    [one] fiche
   *[other] fiches
}, édition du { $day }
sources-list-undated = { $list } : { $count } { $count ->
    [one] fiche
   *[other] fiches
}, édition sans date

status-no-index = Je n’ai pas encore d’index. Revenez plus tard.
status-no-index-admin = Je n’ai pas encore d’index. /reindex en crée un.
status-held = J’ai { $articles } { $articles ->
    [one] article
   *[other] articles
} en { $passages } { $passages ->
    [one] passage
   *[other] passages
}.
status-held-at = J’ai { $articles } { $articles ->
    [one] article
   *[other] articles
} en { $passages } { $passages ->
    [one] passage
   *[other] passages
} ; dernière mise à jour : { $moment }.
status-newest = L’article le plus récent est du { $day }.
status-gaps = Questions auxquelles je n’ai pas pu répondre : { $count }
status-index = Index { $generation }, modèle { $model }
