timeline-usage = ¿La cronología de quién? Escriba el nombre después del comando: /timeline CEIEC

    También puede responder a un mensaje con /timeline: tomo el nombre que contiene.
timeline-none = Nada de lo que tengo sobre { $name } indica un día, así que no hay cronología. /who { $name } muestra lo que tengo.
timeline-several = En las listas hay varios que encajan con «{ $name }», así que no se muestra ninguna entrada: { $choices }. Escriba el nombre completo.
timeline-title = { $name }
timeline-designation = incluido en una lista
timeline-delisting = retirado de una lista
timeline-report = mencionado en un artículo
timeline-inexact = hueco: el día no se conoce con exactitud
timeline-shown = { $shown } de { $count }; el texto los tiene todos, con fuentes
timeline-caption = { $name }, del { $first } al { $last }: { $told }. El mensaje siguiente contiene lo mismo en texto, con fuentes.
timeline-caption-day = { $name }, { $first }: { $told }. El mensaje siguiente contiene lo mismo en texto, con fuentes.
timeline-designations = { $count } { $count ->
    [one] inclusión en listas
   *[other] inclusiones en listas
}
timeline-delistings = { $count } { $count ->
    [one] retirada de listas
   *[other] retiradas de listas
}
timeline-reports = { $count } { $count ->
    [one] noticia
   *[other] noticias
}
timeline-heading = Lo que mis fuentes fechan sobre { $name }, en orden:
timeline-line = { $when }: { $text }
timeline-quote = «{ $text }» ({ $source }, { $day })
timeline-undated = Sin fecha: { $text }
timeline-left-out = { $count ->
    [one] No se muestra una noticia más.
   *[other] No se muestran { $count } noticias más.
}
