name-not-in-message = Je ne trouve dans ce message aucun nom qui figure sur mes listes. Écrivez-le après la commande : /{ $command } NOM
name-too-long = Un nom peut avoir { $limit } { $limit ->
    [one] caractère
   *[other] caractères
} au plus. Veuillez le raccourcir.

who-usage = Qui cherchez-vous ? Écrivez le nom après la commande : /who CEIEC

    Vous pouvez aussi répondre à un message par /who : je cherche le nom qu’il contient.

who-kind = { $kind ->
    [person] personne
    [vessel] navire
    [aircraft] aéronef
   *[entity] entreprise ou organisation
}
who-on-list = sur { $list }{ $programmes }{ $since }
who-under = { " " }au titre de { $programmes }
who-since = , depuis le { $day }
who-edition = édition du { $day }
who-removed = retiré de { $list } le { $day }
who-absent = n’est plus sur { $list } : absent de l’édition du { $day }
who-known-as = Aussi connu sous les noms
who-weak = { $name } (alias peu fiable)
who-written = Dans la presse sous le nom
who-born = Naissance
who-nationality = Nationalité
who-position = Fonction
who-identifiers = Identifiants
who-addresses = Adresses
who-reasons = Motifs de la désignation
who-relations = Liens
who-remarks = Remarques
who-history = Ce que les éditions des listes ont changé
who-articles = { $count ->
    [one] Dans un article
   *[other] Dans { $count } articles
}
who-articles-newest = Dans { $count } articles, les plus récents d’abord
who-articles-none = Aucun article que j’ai ne le nomme.

who-several = { $count } sur les listes correspondent à « { $name } ». De qui s’agit-il ?
who-several-more = … et { $count } de plus ; un nom plus complet les trouve.
who-other = Celui-ci n’est plus sur mes listes. Veuillez rechercher le nom à nouveau.
who-none = Aucun nom de ce genre sur les listes que j’ai : { $lists }. Il peut figurer sur d’autres.
who-none-held = Je n’ai aucune liste officielle ; je ne peux donc chercher les noms que dans les articles.
who-nearest = Les noms les plus proches, qui peuvent être ceux d’autres
who-nearest-line = { $name }, sur { $list }
who-named-in = Articles où figure ce nom
who-button-timeline = Chronologie
who-button-watch = Suivre
