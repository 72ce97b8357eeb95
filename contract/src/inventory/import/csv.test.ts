import { describe, expect, test } from '@jest/globals';
import { readCsv } from './csv.ts';

describe('a table of a spreadsheet', () => {
  test('becomes elements with lists, uplinks and senses; empty cells are absent', () => {
    const table = [
      '\uFEFFid,kind,nameEn,nameZh,cabinet,fedBy,uplinks,modules,address,credentials,senses,serial,mac',
      'ups-1,ups,UPS,不间断电源,cab-1,supply-1,onu-1@lan2,snmp_ups,10.1.1.2,snmp,bypass@meter-1;main@breaker-1,,',
      'sw-1,switch,"Switch, north",,cab-1,ups-1;pdu-1,onu-1@lan1;onu-2,,,,,S1,00-1B-2C-3D-4E-5F',
    ].join('\r\n');
    const { entries, faults } = readCsv('elements', 'elements.csv', table);
    expect(faults).toEqual([]);
    expect(entries.elements).toEqual([
      expect.objectContaining({
        id: 'ups-1',
        name: { en: 'UPS', zh: '不间断电源' },
        uplinks: [{ to: 'onu-1', port: 'lan2' }],
        senses: [
          { input: 'bypass', element: 'meter-1' },
          { input: 'main', element: 'breaker-1' },
        ],
        modules: ['snmp_ups'],
      }),
      expect.objectContaining({
        name: { en: 'Switch, north', zh: 'Switch, north' },
        fedBy: ['ups-1', 'pdu-1'],
        uplinks: [{ to: 'onu-1', port: 'lan1' }, { to: 'onu-2' }],
        serial: 'S1',
        mac: '00:1b:2c:3d:4e:5f',
      }),
    ]);
    expect(entries.elements?.[0]).not.toHaveProperty('serial');
    expect(entries.elements?.[0]).not.toHaveProperty('mac');
  });

  test('says of a camera what its management is judged by', () => {
    const table = 'id,kind,purpose,clockLimitSeconds,firmware\ncam-1,camera,enforcement,0.5,V5.7\ncam-2,camera,,,\n';
    const { entries, faults } = readCsv('elements', 'elements.csv', table);
    expect(faults).toEqual([]);
    expect(entries.elements?.[0]).toMatchObject({ purpose: 'enforcement', clockLimitSeconds: 0.5, firmware: 'V5.7' });
    expect(entries.elements?.[1]?.clockLimitSeconds).toBeUndefined();
  });

  test('names every faulty cell with its line and column', () => {
    const table = 'id,nameEn,nameZh,district,latitude,longitude\nS1,One,一,east,,120\ns2,Two,二,east,95,120\n';
    expect(readCsv('sites', 'sites.csv', table).faults.map(({ line, message }) => `${line}: ${message}`)).toEqual([
      expect.stringMatching(/^2: id: expected 1 to 63/),
      expect.stringMatching(/^2: location\.latitude: /),
      expect.stringMatching(/^3: location\.latitude: /),
    ]);
  });

  test('names unknown and missing columns', () => {
    const { faults } = readCsv('districts', 'd.csv', 'code,nameEn\neast,East\n');
    expect(faults.map(({ message }) => message).slice(0, 2)).toEqual([
      'unknown column "code"; districts have: id, nameEn, nameZh',
      'the column "id" is missing',
    ]);
  });

  test('names the line of a broken row', () => {
    expect(readCsv('districts', 'd.csv', 'id,nameEn\neast,East,extra\n').faults[0]).toMatchObject({
      file: 'd.csv',
      line: 2,
    });
  });
});
