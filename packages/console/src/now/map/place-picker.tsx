import 'maplibre-gl/dist/maplibre-gl.css'
import { useComputedColorScheme } from '@mantine/core'
import { Map as MapLibre, Marker, NavigationControl } from 'maplibre-gl'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useText } from '../../app/i18n/use-text.ts'
import classes from '../../sites/sites.module.css'
import { baseStyle } from './base-style.ts'
import { prepareMaps } from './prepare-maps.ts'

interface PlacePickerProps {
  readonly latitude: number | null
  readonly longitude: number | null
  /** Left out: the place is only shown. */
  readonly onPick?: (latitude: number, longitude: number) => void
}

/** A map that shows a place, or to point at one. The coordinate fields beside it do the same without one. */
export function PlacePicker({ latitude, longitude, onPick }: PlacePickerProps) {
  const text = useText()
  const scheme = useComputedColorScheme('light')
  const host = useRef<HTMLDivElement>(null)
  const marker = useRef<{ readonly map: MapLibre; readonly marker: Marker } | null>(null)
  const [failed, setFailed] = useState(false)
  const [initial] = useState({ latitude, longitude })
  const pick = useEffectEvent((at: { lat: number; lng: number }) => onPick?.(at.lat, at.lng))

  useEffect(() => {
    const container = host.current
    if (container === null) return
    try {
      prepareMaps()
      const known = initial.latitude !== null && initial.longitude !== null
      const map = new MapLibre({
        container,
        style: baseStyle(scheme),
        center: { lng: initial.longitude ?? 10, lat: initial.latitude ?? 49 },
        zoom: known ? 7 : 2.5,
        maxZoom: 12,
        attributionControl: { compact: true },
      })
      map.addControl(new NavigationControl({ showCompass: false }))
      map.on('click', ({ lngLat }) => pick(lngLat))
      marker.current = { map, marker: new Marker({ color: '#1d5fd1' }) }
      return () => map.remove()
    } catch {
      setFailed(true)
      return
    }
  }, [scheme, initial])

  useEffect(() => {
    if (marker.current === null || latitude === null || longitude === null) return
    marker.current.marker.setLngLat([longitude, latitude]).addTo(marker.current.map)
  }, [latitude, longitude])

  if (failed) return null
  return (
    <section
      ref={host}
      className={classes['picker']}
      aria-label={text(onPick === undefined ? 'site.where' : 'sites.pick')}
    />
  )
}
