import { describe, expect, test } from '@jest/globals';
import type { Document } from 'mongodb';
import { notPortable } from './portable-subset.ts';

describe('the portable subset', () => {
  test.each<Document>([
    {
      find: 'x',
      filter: { $and: [{ a: { $not: { $type: 'array' }, $gte: 1 } }] },
      sort: new Map([['a', -1]]),
      projection: { a: 1 },
      limit: 2,
      batchSize: 2,
      $db: 'd',
      lsid: {},
    },
    { aggregate: 'x', pipeline: [{ $match: { a: 1 } }, { $group: { _id: 1, n: { $sum: 1 } } }], cursor: {} },
    {
      update: 'x',
      updates: [
        { q: { _id: 'a', r: { $lt: 1 } }, u: { a: 1, pri$e: 2 }, upsert: true },
        { q: {}, u: { $set: { 'a.b': 1 }, $inc: { n: 1 } }, multi: true },
      ],
      ordered: false,
    },
    { insert: 'x', documents: [{ _id: 'a', body: { text: '$lookup' } }], writeConcern: { w: 'majority' } },
    { createIndexes: 'x', indexes: [{ name: 'a', key: new Map([['a', 1]]), unique: true }] },
  ])('%j is in it', (command) => {
    expect(notPortable(command)).toEqual([]);
  });

  test.each<[Document, string]>([
    [{ findAndModify: 'x' }, 'command findAndModify'],
    [{ distinct: 'x' }, 'command distinct'],
    [{ find: 'x', filter: {}, hint: 'a' }, 'find: option hint'],
    [{ find: 'x', filter: {}, collation: {} }, 'find: option collation'],
    [{ find: 'x', filter: { $or: [{ a: { $regex: 'x' } }] } }, 'find: operator $regex'],
    [{ find: 'x', filter: {}, sort: { a: { $meta: 'textScore' } } }, 'find: order of a'],
    [{ find: 'x', filter: {}, projection: { a: { $slice: 1 } } }, 'find: projection of a'],
    [{ aggregate: 'x', pipeline: [{ $lookup: {} }] }, 'aggregate: pipeline $lookup'],
    [{ aggregate: 'x', pipeline: [{ $match: {} }, { $group: { _id: '$a', n: { $max: '$b' } } }] }, 'aggregate: pipeline $match $group'],
    [{ aggregate: 'x', pipeline: [{ $match: { $where: '1' } }, { $group: { _id: 1, n: { $sum: 1 } } }] }, 'aggregate: operator $where'],
    [{ update: 'x', updates: [{ q: {}, u: [{ $set: { a: 1 } }] }] }, 'update: an update by a pipeline'],
    [{ update: 'x', updates: [{ q: {}, u: { $max: { a: 1 } } }] }, 'update: operator $max'],
    [{ update: 'x', updates: [{ q: {}, u: { $set: { 'a.$[]': 1 } } }] }, 'update: field a.$[]'],
    [{ update: 'x', updates: [{ q: {}, u: { $set: { a: 1 } }, arrayFilters: [] }] }, 'update: option arrayFilters'],
    [{ delete: 'x', deletes: [{ q: { $expr: 1 }, limit: 0 }] }, 'delete: operator $expr'],
    [
      { createIndexes: 'x', indexes: [{ name: 'a', key: { a: 1 }, partialFilterExpression: {} }] },
      'createIndexes: option partialFilterExpression',
    ],
    [{ createIndexes: 'x', indexes: [{ name: 'a', key: { a: 'text' } }] }, 'createIndexes: order of a'],
    [{ insert: 'x', documents: [], autocommit: false, startTransaction: true }, 'insert: option autocommit'],
  ])('%j is not', (command, fault) => {
    expect(notPortable(command)[0]).toBe(fault);
  });
});
