export { BATTERY_SWAP_READER } from './battery-swap-reader.ts'
export { bookingHandlers } from './handlers.ts'
export { expireReservations, insertReservation, RESERVATION_READERS, refuseReserved } from './reservations.ts'
