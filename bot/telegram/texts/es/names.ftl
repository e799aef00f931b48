latest-usage = Escriba /latest para lo más nuevo que tengo, o /latest NOMBRE para lo que se refiere a NOMBRE.
latest-articles = Artículos más recientes
latest-articles-about = Artículos más recientes sobre { $name }
latest-none = No tengo ningún artículo{ $about }.
latest-about = { " " }que nombre a { $name }
latest-listed = Lo más nuevo en las listas, según sus propias fechas
latest-listed-line = { $name } – { $list }, { $day }
latest-editions = Lo que cambiaron las últimas ediciones de las listas
latest-history = Lo que las ediciones de las listas cambiaron sobre { $name }
latest-edition = { $list }, { $day }: { $told }
latest-edition-as-read = { $list }, leída el { $day }: { $told }
latest-added = altas: { $count } ({ $names })
latest-removed = bajas: { $count } ({ $names })
latest-changed = cambios: { $count } ({ $names })
latest-older = Anteriores ▶
latest-newer = ◀ Posteriores
latest-page = Artículos { $first } a { $last }

compare-usage = ¿Qué comparo? Escriba de dos a cuatro nombres: /compare CEIEC vs Rosneft

    Los nombres de varias palabras necesitan «vs», una coma o comillas entre ellos: /compare "Oleg Deripaska" "Viktor Vekselberg"
compare-too-many = Puedo comparar hasta { $limit } nombres a la vez.
compare-question = Comparar { $names }

asof-usage = Escriba un día y una pregunta: /asof 30 November 2020 Why was CEIEC sanctioned?

    Respondo según lo que se sabía ese día. También puede responder a una pregunta o a una respuesta solo con /asof y el día.
asof-bad-day = No entiendo ningún día al principio de «{ $text }». Escríbalo como 2020-11-30 o 30 November 2020 y después su pregunta.
asof-two-days = «{ $text }» puede entenderse como dos días distintos. Escríbalo como 2020-11-30 o 30 November 2020.
asof-future = El { $day } aún no ha llegado, así que no puedo decir qué se sabrá entonces.
asof-no-question = ¿Y cuál es su pregunta? Escríbala después del día: /asof { $text } Why was CEIEC sanctioned?
