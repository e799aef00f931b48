under-page = { $page } / { $pages }
under-other-day = A fecha de …
under-as-of-day = A fecha del { $day }
under-back = ← Volver
under-no-other-day = No tengo nada que haga distinta la respuesta a fecha de un día anterior o posterior.
under-only-asker = Aquí solo puede hacerlo quien preguntó, porque todos lo ven. Pregúnteme usted para tener su propia respuesta.

under-writing = Escribiendo …
under-stop = ■ Detener
under-stopping = Me detengo. Recibirá lo escrito hasta ahora, o citas.
under-cut-short = Me reiniciaron mientras escribía esto. Vuelva a preguntar, por favor.
