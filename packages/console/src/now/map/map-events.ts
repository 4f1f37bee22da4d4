import { type GeoJSONSource, type MapLayerMouseEvent, type Map as MapLibre, Popup } from 'maplibre-gl'
import { SOURCE } from './station-layers.ts'

interface MapHandlers {
  /** A place was chosen, by its index among the points. */
  readonly onOpen: (index: number) => void
  /** What to say of a place under the pointer. */
  readonly describe: (index: number) => string
}

/** Clusters open when clicked, pins lead to their stations and say what they hold. */
export function watchMap(map: MapLibre, handlers: MapHandlers): void {
  const popup = new Popup({ closeButton: false, closeOnClick: false, offset: 16 })
  map.on('click', 'clusters', (event) => void openCluster(map, event))
  map.on('click', 'pins', (event) => {
    const index = indexOf(event)
    if (index !== null) handlers.onOpen(index)
  })
  map.on('mousemove', 'pins', (event) => {
    const index = indexOf(event)
    // Names come from people and stations: text only.
    if (index !== null) popup.setLngLat(event.lngLat).setText(handlers.describe(index)).addTo(map)
  })
  map.on('mouseleave', 'pins', () => popup.remove())
  for (const layer of ['clusters', 'pins']) {
    map.on('mouseenter', layer, () => {
      map.getCanvas().style.cursor = 'pointer'
    })
    map.on('mouseleave', layer, () => {
      map.getCanvas().style.cursor = ''
    })
  }
}

async function openCluster(map: MapLibre, event: MapLayerMouseEvent): Promise<void> {
  const id: unknown = event.features?.[0]?.properties['cluster_id']
  const source = map.getSource<GeoJSONSource>(SOURCE)
  if (typeof id !== 'number' || source === undefined) return
  const zoom = await source.getClusterExpansionZoom(id)
  map.easeTo({ center: event.lngLat, zoom: zoom + 0.3 })
}

function indexOf(event: MapLayerMouseEvent): number | null {
  const index: unknown = event.features?.[0]?.properties['index']
  return typeof index === 'number' ? index : null
}
