import type { StationSummary } from '@stationmaster/server/contract'
import { useText } from '../app/i18n/use-text.ts'
import { Glyph } from './glyph.tsx'
import classes from './status.module.css'
import { connectorLook } from './status.ts'

const SHOWN = 8

/** One glyph per connector of a station, so that a list shows what a single word hides. */
export function GlyphStrip({ station }: { station: StationSummary }) {
  const text = useText()
  // A station that has not told of itself yet has none.
  if (station.connectors.length === 0) return '–'
  const rest = station.connectors.length - SHOWN
  return (
    <span className={classes['strip']}>
      {station.connectors.slice(0, SHOWN).map((connector) => {
        const look = connectorLook(connector, station)
        const label = text('evse.state', { evse: connector.evseId, state: text(look.label) })
        return (
          <Glyph
            key={`${connector.evseId}-${connector.connectorId}`}
            shape={look.glyph}
            tone={look.tone}
            label={label}
          />
        )
      })}
      {rest > 0 ? <span className={classes['more']}>+{rest}</span> : null}
    </span>
  )
}
