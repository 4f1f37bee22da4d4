import type { capacity as english } from '../en/capacity.ts'
import type { Words } from '../words.ts'

export const capacity: Words<typeof english> = {
  'capacity.title': 'Planificar la capacidad',
  'capacity.of': 'Qué pasaría en {site}',
  'capacity.toSite': 'Al emplazamiento',
  'capacity.ask': 'Qué pasaría si',
  'capacity.chargers': 'Puntos de carga nuevos',
  'capacity.power': 'Potencia de cada uno, kW',
  'capacity.limit': 'Límite del emplazamiento, kW',
  'capacity.limit.hint': 'El emplazamiento tiene {limit}. Vacío: sin límite.',
  'capacity.limit.none': 'El emplazamiento no tiene ninguno. Vacío: sin límite.',
  'capacity.growth': 'Más visitas, %',
  'capacity.growth.hint': 'Vacío: cada punto nuevo está tan ocupado como uno de hoy.',
  'capacity.verdict.noLimit':
    '{count, plural, =0 {Tal como está} one {Con un punto de carga más} other {Con # puntos de carga más}}, la carga llega a {peak}; no se ha indicado ningún límite.',
  'capacity.verdict.neverReached':
    '{count, plural, =0 {El emplazamiento soporta lo que tiene} one {Cabe un punto de carga más} other {Caben # puntos de carga más}}: la carga llega a {peak}, el límite es {limit}.',
  'capacity.verdict.fits':
    '{count, plural, =0 {El emplazamiento soporta lo que tiene} one {Cabe un punto de carga más} other {Caben # puntos de carga más}}: se pide más que el límite en {hours} de {all} horas, el {percent} de la energía tiene que esperar.',
  'capacity.verdict.tooTight':
    '{count, plural, =0 {El límite es demasiado bajo para lo que hay} one {Un punto de carga más es demasiado} other {# puntos de carga más son demasiados}}: se pide más que el límite en {hours} de {all} horas, el {percent} de la energía tiene que esperar.',
  'capacity.most':
    '{count, plural, =0 {No cabe ningún punto de carga más de {power}} one {Cabe como mucho un punto de carga más de {power}} other {Caben como mucho # puntos de carga más de {power}}} si no puede esperar más del {percent} de la energía.',
  'capacity.most.more':
    'Incluso {count, plural, one {un punto de carga más} other {# puntos de carga más}} de {power} caben si no puede esperar más del {percent} de la energía.',
  'capacity.thin':
    '{count, plural, one {De este emplazamiento solo se conoce un día} other {De este emplazamiento solo se conocen # días}}: un año entero dice más.',
  'capacity.none': 'Aún no hay en qué basarse',
  'capacity.none.text':
    'Cuando hayan terminado sesiones en este emplazamiento, se podrán repetir con más puntos de carga u otro límite.',
  'capacity.compare': 'Antes y después',
  'capacity.figure': 'Magnitud',
  'capacity.before': 'Hoy',
  'capacity.after': 'Entonces',
  'capacity.wanted': 'Entonces, sin límite',
  'capacity.row.visits': 'Visitas',
  'capacity.row.energy': 'Energía pedida',
  'capacity.row.peak': 'Carga más alta',
  'capacity.row.wantedPeak': 'Carga más alta sin límite',
  'capacity.row.over': 'Se pide más que el límite',
  'capacity.hours': '{hours} de {all} horas',
  'capacity.row.heldBack': 'Energía que tiene que esperar',
  'capacity.row.missing': 'De ella, falta al partir',
  'capacity.row.late': 'Visitas cargadas más tarde',
  'capacity.row.short': 'Visitas que parten con menos',
  'capacity.row.waiting': 'Visitas que esperan un punto libre',
  'capacity.row.turnedAway': 'Visitas que no encuentran ninguno',
  'capacity.day': 'Un día laborable típico',
  'capacity.day.before': 'Hoy, la mitad de los días',
  'capacity.day.beforeHigh': 'Hoy, 95 de cada 100 días',
  'capacity.day.after': 'Entonces, la mitad de los días',
  'capacity.day.afterHigh': 'Entonces, 95 de cada 100 días',
  'capacity.day.none': 'Aún no se conoce ningún día laborable entero',
  'capacity.limitLine': 'Límite',
  'capacity.duration': 'Qué parte del tiempo la carga es más alta',
  'capacity.year': 'Carga más alta de cada día',
  'capacity.year.peak': 'Carga más alta',
  'capacity.year.none': 'Aquí no ha terminado ninguna sesión en un año',
  'capacity.assumptions': 'En qué se basa',
  'capacity.assume.visits':
    'Visitas repetidas por cuartos de hora: {visits}; días: {days}; puntos de carga: {chargers}.',
  'capacity.assume.added':
    'Visitas añadidas: {visits} ({percent}), sacadas de aquellas: el mismo día de la semana, más o menos a la misma hora.',
  'capacity.assume.power':
    'Cada coche carga desde su llegada a la potencia más alta que mostró su sesión y se queda el mismo tiempo.',
  'capacity.assume.share':
    'Bajo el límite todos comparten por igual. El límite es solo para la carga: lo demás que consume el emplazamiento no se cuenta.',
  'capacity.assume.patience': 'Quien no encuentra un punto libre espera {minutes} minutos y sigue su camino.',
}
