import { describe, expect, test } from '@jest/globals';
import { raised, severityOf } from './severity.ts';
import { orderTitle } from './title.ts';
import { inventory, outage } from './workOrder.fixture.ts';

describe('the title of an order', () => {
  test('says what is wrong, at which element and where', () => {
    expect(orderTitle({ ...outage, faultPoint: 'cam-1', faultClass: 'camera_hang' }, ['renmin'], inventory)).toEqual({
      en: 'Camera hung: Camera 1, Renmin Road',
      zh: '摄像机死机：1号摄像机，人民路',
    });
  });

  test('does not say the place twice where the element is named after it', () => {
    const elements = inventory.elements.map((element) =>
      element.id === 'cam-1' ? { ...element, name: { en: 'Renmin Road, northbound', zh: '人民路北向' } } : element,
    );
    const title = orderTitle({ ...outage, faultPoint: 'cam-1' }, ['renmin'], { ...inventory, elements });
    expect(title).toEqual({ en: 'Area mains outage: Renmin Road, northbound', zh: '片区市电停电：人民路北向' });
  });

  test('counts the sites of a cause that reaches further', () => {
    expect(orderTitle(outage, ['renmin', 'station'], inventory).en).toBe('Area mains outage: Feeder 1 (2 sites)');
  });

  test('names what the inventory does not know by its id, and a report without a cause by its place', () => {
    expect(orderTitle({ ...outage, faultPoint: 'feeder-9' }, [], inventory).en).toBe('Area mains outage: feeder-9');
    expect(orderTitle(null, ['renmin'], inventory).en).toBe('Fault reported by a person: Renmin Road');
    expect(orderTitle(null, [], inventory).zh).toBe('人工报修故障');
  });
});

describe('the severity of an order', () => {
  test('is raised one step where an important site suffers', () => {
    expect(severityOf('stream_abnormal', ['renmin'], inventory)).toBe('minor');
    expect(severityOf('stream_abnormal', ['renmin', 'station'], inventory)).toBe('major');
  });

  test('never goes beyond critical', () => {
    expect(raised('critical')).toBe('critical');
    expect(raised('warning')).toBe('minor');
  });
});
