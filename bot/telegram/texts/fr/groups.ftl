groups-settings = Comment je me comporte dans ce groupe
groups-settings-who = Les administrateurs de ce groupe peuvent le changer ici.
groups-place-reply = Je réponds en citant le message de la question.
groups-place-topic = Je réponds dans la discussion ou le sujet, sans citer la question.
groups-everyone = Tout le monde peut me poser des questions.
groups-admins = Seuls les administrateurs de ce groupe peuvent me poser des questions.
groups-quiet = Je suis discret : pas de « écrit… », pas un mot sur les commandes inconnues, pas de boutons d’avis.
groups-not-quiet = Je montre que j’écris et je demande votre avis.
groups-language = Je parle : { $language }.
groups-language-automatic = Je parle la langue de qui pose la question.

groups-button-topic = Répondre sans citer la question
groups-button-reply = Répondre en citant la question
groups-button-admins = Questions des administrateurs seulement
groups-button-everyone = Questions de tout le monde
groups-button-quiet = Être discret
groups-button-loud = Être moins discret
groups-button-language = Langue …

groups-admins-set = Seuls les administrateurs de ce groupe peuvent changer mes réglages ici.
groups-admins-ask = Dans ce groupe, seuls ses administrateurs peuvent me poser des questions. Vous pouvez m’écrire en privé.
groups-in-private = Envoyez /settings dans un groupe dont vous êtes administrateur pour régler mon comportement. Ici, /language règle la langue que je vous parle.
