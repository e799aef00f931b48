reindex-admins-only = Eso solo pueden hacerlo mis administradores.
reindex-anonymous = No puedo saber quién es mientras publica de forma anónima. Use este comando con su propio nombre.
reindex-started = Miro qué cambiaría una reindexación. Mientras tanto sigo respondiendo.
reindex-running = Ya hay una reindexación en marcha; no inicio una segunda.
reindex-busy = Ahora mismo otra cosa está cambiando el índice, así que no he empezado. Inténtelo de nuevo en unos minutos.
reindex-failed = La reindexación ha fallado; sigo respondiendo con el índice tal como estaba.
reindex-stopped = La reindexación se ha interrumpido porque me están apagando. Vuelva a lanzarla más tarde; lo hecho se conserva.

reindex-reading = Reindexación: leyendo archivos{ $share } …
reindex-fetching = Reindexación: descargando páginas web{ $share } …
reindex-embedding = Reindexación: codificando pasajes{ $share } …
reindex-linking = Reindexación: buscando nombres de las listas{ $share } …
reindex-switching = Reindexación: cambiando al nuevo índice …
reindex-working = Reindexación …
reindex-share = , { $done } de { $total }
reindex-share-so-far = , { $done }
reindex-per-second = { $count } por segundo
reindex-per-minute = { $count } por minuto
reindex-left = quedan unos { $duration }
reindex-meanwhile = Mientras tanto sigo respondiendo.

reindex-done-unchanged = Reindexación terminada{ $took }: nada ha cambiado.
reindex-done = Reindexación terminada{ $took }: { $changes }; sin cambios: { $unchanged }.
reindex-took = { " " }en { $duration }
reindex-added = añadidos: { $count }
reindex-changed = modificados: { $count }
reindex-removed = eliminados: { $count }
reindex-duplicates = { $count ->
    [one] { $count } duplicado omitido.
   *[other] { $count } duplicados omitidos.
}
reindex-held = Ahora tengo { $articles } { $articles ->
    [one] artículo
   *[other] artículos
} en { $passages } { $passages ->
    [one] pasaje
   *[other] pasajes
} y { $entries } { $entries ->
    [one] entrada de lista
   *[other] entradas de lista
}.
reindex-list = { $list }, edición del { $day }: { $added } altas, { $removed } bajas, { $changed } cambios.
reindex-list-read = { $list }, leída el { $day }: { $added } altas, { $removed } bajas, { $changed } cambios.
reindex-waiting = El nuevo índice está construido, pero no se usa: { $reason }. «Aceptar» lo pone en uso de todos modos, «Descartar» lo olvida.
reindex-held-back = Retenido: { $source } perdería { $removed } de sus { $of } artículos y entradas de lista. Si es correcto, /reindex tiene un botón para ello.
reindex-skipped = Omitidos: { $count }
reindex-skipped-file = { $file }: { $reason }
reindex-skipped-line = { $file }, línea { $line }: { $reason }
reindex-skipped-more = … y { $count } más; todos están en el archivo.
