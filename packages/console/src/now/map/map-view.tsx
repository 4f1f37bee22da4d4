import 'maplibre-gl/dist/maplibre-gl.css'
import { useComputedColorScheme } from '@mantine/core'
import type { MapPoint } from '@stationmaster/server/contract'
import { useNavigate } from '@tanstack/react-router'
import { AttributionControl, type GeoJSONSource, Map as MapLibre, NavigationControl } from 'maplibre-gl'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useText } from '../../app/i18n/use-text.ts'
import classes from '../now.module.css'
import { baseStyle, type Scheme } from './base-style.ts'
import { cameraFor } from './camera.ts'
import { watchMap } from './map-events.ts'
import { drawPin, PIN_PIXEL_RATIO, type Pin, pins } from './pin.ts'
import { prepareMaps } from './prepare-maps.ts'
import { SOURCE, stationFeatures, stationLayers, stationSource } from './station-layers.ts'
import { targetOf } from './target.ts'

/** The drawn map. Its twin is the list of the same places. */
export function MapView({ points }: { points: readonly MapPoint[] }) {
  const text = useText()
  const navigate = useNavigate()
  const scheme = useComputedColorScheme('light')
  const host = useRef<HTMLDivElement>(null)
  const map = useRef<MapLibre | null>(null)
  const [failure, setFailure] = useState<Error | null>(null)
  const latest = useRef({ points, scheme })

  const open = useEffectEvent((index: number) => {
    const point = points[index]
    if (point !== undefined) void navigate(targetOf(point))
  })
  const describe = useEffectEvent((index: number) => {
    const point = points[index]
    return point === undefined ? '' : `${point.name} · ${text('map.counts', { ...point })}`
  })

  useEffect(() => {
    const container = host.current
    if (container === null) return
    try {
      prepareMaps()
      const made = createMap(container, latest.current)
      watchMap(made, { onOpen: (index) => open(index), describe: (index) => describe(index) })
      // Also after a change of style, which drops everything on the map.
      made.on('style.load', () => addStations(made, latest.current))
      map.current = made
      return () => {
        map.current = null
        made.remove()
      }
    } catch (error) {
      // The boundary above shows the list instead.
      setFailure(error instanceof Error ? error : new Error('The map could not be drawn'))
      return
    }
  }, [])

  useEffect(() => {
    if (latest.current.scheme === scheme) return
    latest.current = { ...latest.current, scheme }
    map.current?.setStyle(baseStyle(scheme), { diff: false })
  }, [scheme])

  useEffect(() => {
    latest.current = { ...latest.current, points }
    map.current?.getSource<GeoJSONSource>(SOURCE)?.setData(stationFeatures(points))
  }, [points])

  if (failure !== null) throw failure
  return <section ref={host} className={classes['mapCanvas']} aria-label={text('map.label')} />
}

interface Shown {
  readonly points: readonly MapPoint[]
  readonly scheme: Scheme
}

function createMap(container: HTMLElement, { points, scheme }: Shown): MapLibre {
  const map = new MapLibre({
    container,
    style: baseStyle(scheme),
    ...cameraFor(points),
    maxZoom: 12,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    fadeDuration: 0,
    // Lets tests and "save image" read what was drawn.
    canvasContextAttributes: { preserveDrawingBuffer: true },
  })
  map.addControl(new AttributionControl({ compact: true }))
  // Where the switch between map and list is not.
  const isRtl = getComputedStyle(container).direction === 'rtl'
  map.addControl(new NavigationControl({ showCompass: false }), isRtl ? 'top-left' : 'top-right')
  map.touchZoomRotate.disableRotation()
  return map
}

function addStations(map: MapLibre, { points, scheme }: Shown): void {
  for (const pin of Object.keys(pins) as Pin[]) {
    const image = drawPin(pin, scheme)
    if (image !== null && !map.hasImage(pin)) map.addImage(pin, image, { pixelRatio: PIN_PIXEL_RATIO })
  }
  map.addSource(SOURCE, stationSource(points))
  for (const layer of stationLayers(scheme)) map.addLayer(layer)
}
