import type { capacity as english } from '../en/capacity.ts'
import type { Words } from '../words.ts'

export const capacity: Words<typeof english> = {
  'capacity.title': 'Planifier la capacité',
  'capacity.of': 'Et si, à {site}',
  'capacity.toSite': 'Vers le site',
  'capacity.ask': 'Et si',
  'capacity.chargers': 'Nouveaux points de charge',
  'capacity.power': 'Puissance de chacun, kW',
  'capacity.limit': 'Limite du site, kW',
  'capacity.limit.hint': 'Le site a {limit}. Vide : aucune limite.',
  'capacity.limit.none': 'Le site n’en a pas. Vide : aucune limite.',
  'capacity.growth': 'Visites en plus, %',
  'capacity.growth.hint': 'Vide : chaque nouveau point de charge est aussi occupé qu’un point actuel.',
  'capacity.verdict.noLimit':
    '{count, plural, =0 {En l’état} one {Avec # point de charge de plus} other {Avec # points de charge de plus}}, la charge atteint {peak} ; aucune limite n’est donnée.',
  'capacity.verdict.neverReached':
    '{count, plural, =0 {Le site supporte ce qu’il a} one {# point de charge de plus convient} other {# points de charge de plus conviennent}} : la charge atteint {peak}, la limite est de {limit}.',
  'capacity.verdict.fits':
    '{count, plural, =0 {Le site supporte ce qu’il a} one {# point de charge de plus convient} other {# points de charge de plus conviennent}} : la demande dépasse la limite pendant {hours} heures sur {all}, {percent} de l’énergie doit attendre.',
  'capacity.verdict.tooTight':
    '{count, plural, =0 {La limite est trop basse pour l’existant} one {# point de charge de plus, c’est trop} other {# points de charge de plus, c’est trop}} : la demande dépasse la limite pendant {hours} heures sur {all}, {percent} de l’énergie doit attendre.',
  'capacity.most':
    '{count, plural, =0 {Aucun point de charge de {power} de plus ne convient} one {Au plus # point de charge de {power} de plus convient} other {Au plus # points de charge de {power} de plus conviennent}} si pas plus de {percent} de l’énergie ne doit attendre.',
  'capacity.most.more':
    'Même {count, plural, one {# point de charge} other {# points de charge}} de {power} en plus conviennent si pas plus de {percent} de l’énergie ne doit attendre.',
  'capacity.thin':
    '{count, plural, one {Seul # jour de ce site est connu} other {Seuls # jours de ce site sont connus}} : une année entière en dit plus.',
  'capacity.none': 'Rien sur quoi s’appuyer encore',
  'capacity.none.text':
    'Dès que des sessions auront pris fin sur ce site, on pourra les rejouer avec plus de points de charge ou une autre limite.',
  'capacity.compare': 'Avant et après',
  'capacity.figure': 'Grandeur',
  'capacity.before': 'Aujourd’hui',
  'capacity.after': 'Alors',
  'capacity.wanted': 'Alors, sans limite',
  'capacity.row.visits': 'Visites',
  'capacity.row.energy': 'Énergie demandée',
  'capacity.row.peak': 'Charge la plus haute',
  'capacity.row.wantedPeak': 'Charge la plus haute sans limite',
  'capacity.row.over': 'Demande au-dessus de la limite',
  'capacity.hours': '{hours} heures sur {all}',
  'capacity.row.heldBack': 'Énergie qui doit attendre',
  'capacity.row.missing': 'Dont manquante au départ',
  'capacity.row.late': 'Visites chargées plus tard',
  'capacity.row.short': 'Visites qui repartent avec moins',
  'capacity.row.waiting': 'Visites qui attendent un point de charge libre',
  'capacity.row.turnedAway': 'Visites qui n’en trouvent pas',
  'capacity.day': 'Un jour ouvré typique',
  'capacity.day.before': 'Aujourd’hui, la moitié des jours',
  'capacity.day.beforeHigh': 'Aujourd’hui, 95 jours sur 100',
  'capacity.day.after': 'Alors, la moitié des jours',
  'capacity.day.afterHigh': 'Alors, 95 jours sur 100',
  'capacity.day.none': 'Aucun jour ouvré entier n’est encore connu',
  'capacity.limitLine': 'Limite',
  'capacity.duration': 'Part du temps où la charge est plus haute',
  'capacity.year': 'Charge la plus haute de chaque jour',
  'capacity.year.peak': 'Charge la plus haute',
  'capacity.year.none': 'Aucune session n’a pris fin ici depuis un an',
  'capacity.assumptions': 'Sur quoi cela repose',
  'capacity.assume.visits':
    'Visites rejouées par quarts d’heure : {visits} ; jours : {days} ; points de charge : {chargers}.',
  'capacity.assume.added':
    'Visites ajoutées : {visits} ({percent}), tirées de celles-ci : le même jour de la semaine, à peu près à la même heure.',
  'capacity.assume.power':
    'Chaque voiture charge dès son arrivée à la puissance la plus haute vue dans sa session, et reste aussi longtemps.',
  'capacity.assume.share':
    'Sous la limite, tous partagent à parts égales. La limite vaut pour la charge seule : le reste de la consommation du site n’est pas compté.',
  'capacity.assume.patience': 'Qui ne trouve pas de point de charge libre attend {minutes} minutes, puis repart.',
}
