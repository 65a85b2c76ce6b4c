/** The calls of the protocol that the server answers. */
export type Method = 'Append' | 'BatchAppend' | 'Read' | 'Delete' | 'Tombstone' | 'Gossip' | 'GetSupportedMethods';
