/** The versions that share the 2.x message set; 2.1 adds to it. */
export type Version2 = '2.0.1' | '2.1'
