watch-none = Todavía no sigue nada. Envíe /watch NOMBRE y le escribiré cuando mi índice reciba algo nuevo sobre ese nombre: un artículo que lo nombra o una entrada de lista que llega, cambia o desaparece.
watch-none-group = En este grupo todavía no se sigue nada. Sus administradores pueden enviar /watch NOMBRE, y escribiré aquí cuando mi índice reciba algo nuevo sobre ese nombre.
watch-list = { $count ->
    [one] Un seguimiento
   *[other] { $count } seguimientos
}:
watch-line = { $name }
watch-line-muted = { $name } (silenciado)
watch-hours = /watch daily 8:00 envía todas las novedades una vez al día; /watch at once, en cuanto llegan. /watch quiet 22-7 Europe/Madrid deja tranquila la noche; /watch quiet off lo desactiva.

watch-added = A partir de ahora le aviso de lo nuevo sobre { $name }.
watch-added-group = A partir de ahora aviso a este grupo de lo nuevo sobre { $name }.
watch-already = { $name } ya está en seguimiento.
watch-on-lists = En las listas: { $names }.
watch-on-no-list = Hoy ninguna lista que tengo contiene este nombre. Si alguna lo incluye, aviso.
watch-several = En las listas hay { $count } que encajan con este nombre, y el seguimiento los abarca a todos. Toque el que busca:
watch-narrowed = Ahora el seguimiento es solo sobre { $name }.
watch-too-many = Un chat puede tener hasta { $limit } seguimientos. Quite antes uno: /watch
watch-admins-only = Solo los administradores de este grupo pueden cambiar sus seguimientos.
watch-gone = Este seguimiento ya no existe.
watch-removed = Quitado: ya no sigo a { $name }.
watch-muted = Silenciado: nada sobre { $name } hasta que lo reactive.
watch-unmuted = Reactivado: vuelvo a avisar de lo nuevo sobre { $name }.

watch-button-mute = 🔕 Silenciar { $name }
watch-button-unmute = 🔔 Reactivar { $name }
watch-button-remove = ✖ Quitar { $name }
watch-button-mute-short = 🔕 Silenciar
watch-button-unmute-short = 🔔 Reactivar
watch-button-remove-short = ✖ Dejar de seguir
watch-button-page-before = ◀
watch-button-page-after = ▶

watch-at-once = Las novedades llegan al momento.
watch-at-once-quiet = Las novedades llegan al momento, pero entre las { $from } y las { $to } ({ $zone }) esperan.
watch-daily = Las novedades llegan una vez al día, a las { $at } ({ $zone }).
watch-bad-hours = No entiendo ese horario. Escriba, por ejemplo: /watch quiet 22:00-7:00 Europe/Madrid, /watch quiet 23-6 UTC+3 o /watch quiet off
watch-bad-time = No entiendo esa hora. Escriba, por ejemplo: /watch daily 8:00 Europe/Madrid o /watch at once

watch-news = 🔔 Novedades sobre { $name }
watch-digest = 🔔 Novedades sobre lo que sigue
watch-news-held = { $name } está en { $list }, una lista nueva en mi índice.
watch-news-added = { $name } entró en { $list }{ $edition }.
watch-news-removed = { $name } salió de { $list }{ $edition }.
watch-news-changed = { $list } cambió su entrada sobre { $name }{ $edition }: { $fields }.
watch-news-edition = { " " }con la edición del { $day }
watch-news-article = { $source }, { $day }: «{ $quote }»
watch-news-more = { $count ->
    [one] … y una novedad más. /latest { $name } la muestra.
   *[other] … y { $count } más. /latest { $name } las muestra.
}
