import { door as doorAr } from '../ar/door.ts'
import { door as doorDe } from '../de/door.ts'
import { door as doorEn } from '../en/door.ts'
import { door as doorEs } from '../es/door.ts'
import { door as doorFr } from '../fr/door.ts'
import { door as doorIt } from '../it/door.ts'
import type { Language } from '../locale.ts'
import { ar } from '../messages.ar.ts'
import { de } from '../messages.de.ts'
import { en } from '../messages.en.ts'
import { es } from '../messages.es.ts'
import { fr } from '../messages.fr.ts'
import { it } from '../messages.it.ts'
import { nl } from '../messages.nl.ts'
import { pl } from '../messages.pl.ts'
import { moreAr } from '../more.ar.ts'
import { moreDe } from '../more.de.ts'
import { moreEn } from '../more.en.ts'
import { moreEs } from '../more.es.ts'
import { moreFr } from '../more.fr.ts'
import { moreIt } from '../more.it.ts'
import { moreNl } from '../more.nl.ts'
import { morePl } from '../more.pl.ts'
import { door as doorNl } from '../nl/door.ts'
import { door as doorPl } from '../pl/door.ts'

type Catalogue = Readonly<Record<string, string>>

export const english: Catalogue = { ...en, ...doorEn, ...moreEn }

/** Every word of every language. */
export const catalogues: Readonly<Record<Language, Catalogue>> = {
  en: english,
  de: { ...de, ...doorDe, ...moreDe },
  fr: { ...fr, ...doorFr, ...moreFr },
  es: { ...es, ...doorEs, ...moreEs },
  it: { ...it, ...doorIt, ...moreIt },
  nl: { ...nl, ...doorNl, ...moreNl },
  pl: { ...pl, ...doorPl, ...morePl },
  ar: { ...ar, ...doorAr, ...moreAr },
}
