import * as fc from 'fast-check'

/**
 * A change is judged by the same random cases each time it is judged; whoever works on the code sees others with every
 * run, and turns a failing one into a test of its own.
 */
if (process.env['CI'] !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20_261_121 })
