import { describe, expect, it } from 'vitest'
import { isWeekend, localClock, utcClock } from './local-clock.ts'

describe('the local clock', () => {
  it('knows summer time', () => {
    const clock = localClock('Europe/Amsterdam')
    expect(clock(Date.parse('2024-03-31T00:30:00Z')).hour).toBe(1.5)
    expect(clock(Date.parse('2024-03-31T01:30:00Z')).hour).toBe(3.5)
  })

  it('knows the day of the place, not of Greenwich', () => {
    const clock = localClock('America/Los_Angeles')
    const saturdayEvening = clock(Date.parse('2024-06-02T05:00:00Z'))
    expect(saturdayEvening).toEqual({ hour: 22, weekday: 6 })
    expect(isWeekend(saturdayEvening)).toBe(true)
  })

  it('knows zones with half hours, and instants before 1970', () => {
    expect(localClock('Asia/Kolkata')(Date.parse('2024-06-03T00:00:00Z'))).toEqual({ hour: 5.5, weekday: 1 })
    expect(utcClock(Date.parse('1969-12-31T12:00:00Z'))).toEqual({ hour: 12, weekday: 3 })
  })

  it('refuses a zone that does not exist', () => {
    expect(() => localClock('Nowhere/City')).toThrow(RangeError)
  })
})
