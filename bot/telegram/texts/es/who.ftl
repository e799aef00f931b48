name-not-in-message = En ese mensaje no encuentro ningún nombre que esté en mis listas. Escríbalo después del comando: /{ $command } NOMBRE
name-too-long = Un nombre puede tener hasta { $limit } { $limit ->
    [one] carácter
   *[other] caracteres
}. Escríbalo más corto, por favor.

who-usage = ¿A quién busca? Escriba el nombre después del comando: /who CEIEC

    También puede responder a un mensaje con /who: busco el nombre que contiene.

who-kind = { $kind ->
    [person] persona
    [vessel] buque
    [aircraft] aeronave
   *[entity] empresa u organización
}
who-on-list = en { $list }{ $programmes }{ $since }
who-under = { " " }por { $programmes }
who-since = , desde el { $day }
who-edition = edición del { $day }
who-removed = retirado de { $list } el { $day }
who-absent = ya no está en { $list }: falta en la edición del { $day }
who-known-as = También conocido como
who-weak = { $name } (alias poco fiable)
who-written = En las noticias como
who-born = Nacimiento
who-nationality = Nacionalidad
who-position = Cargo
who-identifiers = Identificadores
who-addresses = Direcciones
who-reasons = Motivos de la designación
who-relations = Vínculos
who-remarks = Observaciones
who-history = Lo que cambiaron las ediciones de las listas
who-articles = { $count ->
    [one] En un artículo
   *[other] En { $count } artículos
}
who-articles-newest = En { $count } artículos, primero los más recientes
who-articles-none = Ningún artículo que tengo lo nombra.

who-several = En las listas hay { $count } que encajan con «{ $name }». ¿A cuál se refiere?
who-several-more = … y { $count } más; un nombre más completo los encuentra.
who-other = Ya no está en mis listas. Busque el nombre de nuevo, por favor.
who-none = Ese nombre no está en las listas que tengo: { $lists }. Puede estar en otras.
who-none-held = No tengo ninguna lista oficial, así que solo puedo buscar nombres en los artículos.
who-nearest = Los nombres más parecidos, que pueden ser de otros
who-nearest-line = { $name }, en { $list }
who-named-in = Artículos con este nombre
who-button-timeline = Cronología
who-button-watch = Seguir
