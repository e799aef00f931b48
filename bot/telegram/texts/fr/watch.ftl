watch-none = Vous ne suivez encore rien. Envoyez /watch NOM et je vous écris quand mon index reçoit du nouveau sur ce nom : un article qui le nomme, ou une fiche de liste qui arrive, change ou disparaît.
watch-none-group = Rien n’est encore suivi dans ce groupe. Ses administrateurs peuvent envoyer /watch NOM, et j’écris ici quand mon index reçoit du nouveau sur ce nom.
watch-list = { $count ->
    [one] Un suivi
   *[other] { $count } suivis
} :
watch-line = { $name }
watch-line-muted = { $name } (en sourdine)
watch-hours = /watch daily 8:00 envoie toutes les nouvelles une fois par jour, /watch at once dès qu’elles arrivent. /watch quiet 22-7 Europe/Paris laisse la nuit tranquille, /watch quiet off y met fin.

watch-added = Je vous dis désormais ce qu’il y a de nouveau sur { $name }.
watch-added-group = Je dis désormais à ce groupe ce qu’il y a de nouveau sur { $name }.
watch-already = { $name } est déjà suivi.
watch-on-lists = Sur les listes : { $names }.
watch-on-no-list = Aucune liste que j’ai ne porte ce nom aujourd’hui. Si cela change, je le dis.
watch-several = { $count } sur les listes correspondent à ce nom, et le suivi les concerne tous. Touchez celui qu’il vous faut :
watch-narrowed = Le suivi ne concerne plus que { $name }.
watch-too-many = Une discussion peut avoir { $limit } suivis au plus. Supprimez-en d’abord un : /watch
watch-admins-only = Seuls les administrateurs de ce groupe peuvent changer ses suivis.
watch-gone = Ce suivi n’existe plus.
watch-removed = Supprimé : je ne suis plus { $name }.
watch-muted = En sourdine : rien sur { $name } jusqu’à ce que vous le rétablissiez.
watch-unmuted = Rétabli : je vous redis ce qu’il y a de nouveau sur { $name }.

watch-button-mute = 🔕 Sourdine : { $name }
watch-button-unmute = 🔔 Rétablir { $name }
watch-button-remove = ✖ Supprimer { $name }
watch-button-mute-short = 🔕 Sourdine
watch-button-unmute-short = 🔔 Rétablir
watch-button-remove-short = ✖ Ne plus suivre
watch-button-page-before = ◀
watch-button-page-after = ▶

watch-at-once = Les nouvelles arrivent aussitôt.
watch-at-once-quiet = Les nouvelles arrivent aussitôt, mais attendent entre { $from } et { $to } ({ $zone }).
watch-daily = Les nouvelles arrivent une fois par jour, à { $at } ({ $zone }).
watch-bad-hours = Je ne comprends pas ces heures. Écrivez par exemple : /watch quiet 22:00-7:00 Europe/Paris, /watch quiet 23-6 UTC+3 ou /watch quiet off
watch-bad-time = Je ne comprends pas cette heure. Écrivez par exemple : /watch daily 8:00 Europe/Paris ou /watch at once

watch-news = 🔔 Du nouveau sur { $name }
watch-digest = 🔔 Du nouveau sur ce que vous suivez
watch-news-held = { $name } est sur { $list }, une liste nouvelle dans mon index.
watch-news-added = { $name } a été ajouté à { $list }{ $edition }.
watch-news-removed = { $name } n’est plus sur { $list }{ $edition }.
watch-news-changed = { $list } a changé sa fiche sur { $name }{ $edition } : { $fields }.
watch-news-edition = { " " }avec l’édition du { $day }
watch-news-article = { $source }, { $day } : « { $quote } »
watch-news-more = { $count ->
    [one] … et une nouvelle de plus. /latest { $name } la montre.
   *[other] … et { $count } de plus. /latest { $name } les montre.
}
