"""When the months of the Hijri calendar begin in Indonesia, for tests/shared/calendar/hijri-months.test.ts.

pip install ephem==4.2.1; python hijri-months.py > hijri-months.json

For each month every evening from that of the conjunction on until the criterion of MABIMS is reached: the moon's upper limb at sunset, refracted
(Saemundsson), and its geocentric distance from the sun, in degrees, at the one of six places in Indonesia where both are furthest along.
"""
import datetime
import json
import math

import ephem

PLACES = [('5.89', '95.32'), ('2.2', '96.4'), ('-7', '106.4'), ('-8.5', '117'), ('-10.9', '123'), ('-2.5', '140.7')]


def refraction(height):
    return 1.02 / math.tan(math.radians(height + 10.3 / (height + 5.11))) / 60 if height > -2 else 0


def seen(lat, lon, date):
    place = ephem.Observer()
    place.lat, place.lon, place.pressure, place.horizon = lat, lon, 0, '-0:50'
    place.date = ephem.Date(datetime.datetime(date.year, date.month, date.day, 7))
    sunset = place.next_setting(ephem.Sun())
    place.date = sunset
    moon = ephem.Moon(place)
    far, sun = ephem.Moon(), ephem.Sun()
    far.compute(sunset)
    sun.compute(sunset)
    limb = math.degrees(moon.alt) + math.degrees(moon.radius)
    return limb + refraction(limb), math.degrees(ephem.separation((far.g_ra, far.g_dec), (sun.g_ra, sun.g_dec)))


def best(date):
    return max((seen(*place, date) for place in PLACES), key=lambda one: min(one[0] / 3, one[1] / 6.4))


months, moon = [], ephem.Date('2022/3/20')
number = 1443 * 12 + 8  # Ramadan 1443
while len(months) < 116:
    moon = ephem.next_new_moon(moon)
    date = (moon.datetime() + datetime.timedelta(hours=7)).date()
    evenings = []
    while True:
        height, distance = best(date)
        evenings.append([date.isoformat(), round(height, 2), round(distance, 2)])
        if round(height, 1) >= 3 and round(distance, 1) >= 6.4:
            break
        date += datetime.timedelta(days=1)
    months.append({'year': number // 12, 'month': number % 12 + 1, 'evenings': evenings})
    number += 1
    moon = ephem.Date(moon + 1)
print('[\n' + ',\n'.join(json.dumps(one) for one in months) + '\n]')
