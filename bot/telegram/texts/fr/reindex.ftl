reindex-admins-only = Seuls mes administrateurs peuvent faire cela.
reindex-anonymous = Je ne peux pas savoir qui vous êtes tant que vous publiez anonymement. Utilisez cette commande sous votre propre nom.
reindex-started = Je regarde ce qu’une réindexation changerait. Je continue à répondre pendant ce temps.
reindex-running = Une réindexation est déjà en cours ; je n’en lance pas une seconde.
reindex-busy = Autre chose modifie l’index en ce moment ; je n’ai donc pas commencé. Réessayez dans quelques minutes.
reindex-failed = La réindexation a échoué ; je continue à répondre avec l’index tel qu’il était.
reindex-stopped = La réindexation a été interrompue parce qu’on m’arrête. Relancez-la plus tard ; ce qui est fait est conservé.

reindex-reading = Réindexation : lecture des fichiers{ $share } …
reindex-fetching = Réindexation : téléchargement des pages web{ $share } …
reindex-embedding = Réindexation : encodage des passages{ $share } …
reindex-linking = Réindexation : recherche des noms des listes{ $share } …
reindex-switching = Réindexation : passage au nouvel index …
reindex-working = Réindexation …
reindex-share = , { $done } sur { $total }
reindex-share-so-far = , { $done }
reindex-per-second = { $count } par seconde
reindex-per-minute = { $count } par minute
reindex-left = encore { $duration } environ
reindex-meanwhile = Je continue à répondre pendant ce temps.

reindex-done-unchanged = Réindexation terminée{ $took } : rien n’a changé.
reindex-done = Réindexation terminée{ $took } : { $changes } ; inchangés : { $unchanged }.
reindex-took = { " " }en { $duration }
reindex-added = ajoutés : { $count }
reindex-changed = modifiés : { $count }
reindex-removed = supprimés : { $count }
reindex-duplicates = { $count ->
    [one] { $count } doublon écarté.
   *[other] { $count } doublons écartés.
}
reindex-held = J’ai maintenant { $articles } { $articles ->
    [one] article
   *[other] articles
} en { $passages } { $passages ->
    [one] passage
   *[other] passages
} et { $entries } { $entries ->
    [one] fiche de liste
   *[other] fiches de liste
}.
reindex-list = { $list }, édition du { $day } : ajouts { $added }, retraits { $removed }, modifications { $changed }.
reindex-list-read = { $list }, lue le { $day } : ajouts { $added }, retraits { $removed }, modifications { $changed }.
reindex-waiting = Le nouvel index est construit mais pas en service : { $reason }. « Accepter » le met tout de même en service, « Rejeter » l’oublie.
reindex-held-back = Retenu : { $source } perdrait { $removed } de ses { $of } articles et fiches de liste. Si c’est voulu, /reindex a un bouton pour cela.
reindex-skipped = Ignorés : { $count }
reindex-skipped-file = { $file } : { $reason }
reindex-skipped-line = { $file }, ligne { $line } : { $reason }
reindex-skipped-more = … et { $count } de plus ; tous sont dans le fichier.
