"""The words the reader knows. Each line names what a scene can be and the phrases that ask for it."""

from __future__ import annotations

from functools import lru_cache


def table(lines: str) -> dict[str, str]:
    """`value: phrase, phrase` lines as phrase → value, in their order."""
    out: dict[str, str] = {}
    for line in lines.strip().splitlines():
        value, _, phrases = line.partition(":")
        for phrase in phrases.split(","):
            out[phrase.strip()] = value.strip()
    return out


def words(lines: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(lines.split())


def _phrases(line: str) -> frozenset[str]:
    return frozenset(line.split(", "))


TIME = table("""
dawn: dawn, daybreak, first light, before sunrise, early morning
sunrise: sunrise, sun rise, sunup, rising sun
morning: morning, forenoon, breakfast
day: noon, midday, day, daytime, afternoon, daylight, sunny, sunlit, bright sun, high noon, sunlight, sunshine
golden: golden hour, golden light, evening light, late afternoon, low sun, evening sun
sunset: sunset, sundown, setting sun, sun set
dusk: dusk, twilight, evening, nightfall, gloaming, eventide
blue: blue hour, after sunset
night: night, midnight, nighttime, nocturnal, nocturne, by night, dark, moonlight, moonlit, starlight
""")
WEATHER = table("""
clear: clear, cloudless, clear sky, clear skies, fine weather, blue sky
cloudy: cloudy, clouds, cloud, cumulus, fluffy clouds, partly cloudy
overcast: overcast, grey sky, gray sky, gloomy, dreary, leaden, dull
fog: fog, foggy, mist, misty, haze, hazy, murky
rain: rain, rainy, raining, drizzle, shower, downpour, wet, monsoon
storm: storm, stormy, thunderstorm, thunder, lightning, tempest, hurricane, thundercloud
snow: snow, snowing, snowfall, blizzard, snowstorm, snowflake, sleet
wind: wind, windy, breeze, breezy, gale, windswept
""")
SEASON = table("""
spring: spring, springtime, april, may
summer: summer, summertime, july, midsummer
autumn: autumn, autumnal, fall, october, november, falling leaves, autumn leaves
winter: winter, wintry, wintertime, january, december, christmas, frost, frosty, frozen, icy, snowy, snow covered
winter: snow capped
""")
PLACE = table("""
room: windowsill, window sill, room, interior, living room, indoors, library, kitchen, cafe, studio
space: space, outer space, planet, galaxy, nebula, cosmos, moon surface, on the moon, lunar, mars, alien planet
space: asteroid, orbit, solar system, universe
underwater: underwater, under water, under the sea, beneath the sea, coral, coral reef, reef, seabed, ocean floor
underwater: deep sea, undersea
volcano: volcano, volcanic, lava, eruption, erupting volcano
waterfall: waterfall, water fall, cascade, cataract, falls
harbour: harbour, harbor, port, marina, quay, dock, wharf, fishing village, seaside town, seaside village
harbour: coastal village, coastal town, jetty, pier
street: street, alley, alleyway, avenue, lane of houses, city street, road in the city, shopping street, boulevard
street: downtown street, market street
city: city, skyline, city skyline, cityscape, metropolis, downtown, skyscraper, urban, tower block, new york
city: manhattan, tokyo, london, paris, megacity
arctic: arctic, antarctic, antarctica, glacier, iceberg, ice, polar, north pole, ice floe, ice field, fjord of ice
arctic: tundra
lake: lake, mountain lake, pond, lakeside, loch, tarn, fjord, lagoon, reservoir, mere
island: island, isle, atoll, desert island, tropical island
beach: beach, seaside, sandy beach, sand beach, seashore, shore, bay, tropical beach, surf
coast: coast, cliff, sea cliff, coastline, headland, promontory, clifftop, rocky coast, crag, rocks by the sea, cape
river: river, stream, brook, creek, riverbank, riverside, canal, rapids
canyon: canyon, gorge, ravine, mesa, badlands, grand canyon
jungle: jungle, rainforest, rain forest, tropical forest
forest: forest, wood, woodland, grove, pine forest, birch forest, bamboo forest, glade, clearing, among trees
forest: copse, taiga
village: village, hamlet, town, small town, farmstead, alpine village, mountain village
garden: garden, park, flower garden, rose garden, orchard, cottage garden, backyard, courtyard
desert: desert, dune, sand dune, sahara, oasis, wasteland
field: field, wheat field, farmland, cornfield, corn field, farm, stubble, countryside, lavender field
field: tulip field, rice field, sunflower field, poppy field, plantation, vineyard, crop, prairie, steppe
field: savannah, savanna, plain
meadow: meadow, pasture, grassland, flower meadow, lawn, heath, moor, moorland, grass, alpine meadow
valley: valley, vale, dale, glen
hills: hill, hillside, hilltop, rolling hills, downs, knoll
mountains: mountain, mountain range, peak, alp, summit, mountain top, himalaya, highland, ridge, rockies
sea: sea, ocean, open sea, high seas, calm sea, rough sea, waves, wave, water, seascape
""")
FEATURE = table("""
rainbow: rainbow
aurora: aurora, northern lights, aurora borealis, polar lights
moon: moon, full moon, moonlight, moonlit, crescent moon
stars: star, starry, starry sky, starry night, starlight, stars
milkyway: milky way
lavender: lavender, lavender field
tulips: tulip, tulip field
sunflowers: sunflower field, sunflowers field
poppies: poppy, poppy field
wheat: wheat, wheat field, barley, corn, cornfield, corn field, rye, hay
rice: rice, rice field, rice terrace, paddy
vines: vineyard, vine
blossom: blossom, cherry blossom, cherry tree, sakura, apple blossom, blooming tree, magnolia, plum blossom
flowers: flower, wildflower, blooming, bloom, daisy, bluebell, flower bed, flower meadow
path: path, trail, track, footpath, road, country road, lane, dirt road
palm: palm, palm tree, tropical, coconut palm
pines: pine, fir, spruce, conifer, pine tree, fir tree, pine forest
birches: birch, birch tree, birch forest, aspen
lightning: lightning, thunderstorm, thunder
calm: calm, still, tranquil, placid, mirror like, glassy, serene, peaceful, quiet
rough: rough, rough sea, choppy, raging, wild sea, big waves, crashing waves, tempest
lava: lava, eruption, erupting, erupting volcano
waterfall: waterfall
sunbeams: sunbeam, god ray, sun ray, light ray, ray of light
neon: neon, cyberpunk, futuristic
ringed: ringed planet, saturn
red: mars
bare: dead tree, bare tree, leafless
reflections: reflection, reflected, puddle
fireflies: firefly, fireflies
lanterns: paper lantern, floating lantern, sky lantern
fireworks: firework, fireworks
""")
GROWN = table("""
tree: tree, oak, lone tree, maple, elm, beech, ash tree, chestnut tree, linden, apple tree, olive tree, acacia
pine: pine tree, fir tree, christmas tree, conifer, spruce tree
palm: palm tree, coconut palm
blossom: cherry tree, cherry blossom tree, sakura tree, blossoming tree
birch: birch tree, birch
willow: willow, weeping willow
bare: dead tree, bare tree, leafless tree
""")
COUNTS = {
    word: int(number)
    for word, number in table("""
1: a, an, one, single, lone, lonely, solitary
2: two, pair, couple, twin
3: three, trio, few, some
4: four, several, group, bunch
5: five, fleet, row, cluster
6: six, herd
7: seven, many, flock
8: eight, crowd
9: nine, swarm, countless
10: ten
12: dozen
""").items()
}  # fmt: skip
PORTRAIT = _phrases("bust, close up, closeup, face, headshot, portrait, portraiture, self portrait, selfie")
TABLE = _phrases("by a window, desk, kitchen table, shelf, still life, table, table top, tabletop, wooden table")
ADJECTIVES = words("""
red crimson scarlet orange yellow golden gold green emerald teal turquoise blue navy indigo purple violet pink rose
brown black white grey gray silver cream beige ginger tabby copper bronze wooden stone marble brick old ancient
ruined abandoned weathered rusty worn faded new modern medieval bright colourful colorful vivid pale dark striped
checkered spotted small little tiny big large huge tall giant great young elderly thatched gothic japanese glass
steel iron flying sleeping sitting standing running swimming smiling sad happy laughing bearded blonde curly hooded
winged ripe fresh sliced steaming burning lit glowing full broken rustic antique vintage ornate snowy lush fluffy
soft warm cold magical
""")
STOP = words("""
the of on in at by with over under and or to from for near beside behind before between into onto above below across
along around against through up down out off is are was were be being been its it his her their this that these
those there here very quite as like where when while which who whose view scene landscape picture image photo
photograph painting drawing illustration render artwork art style beautiful pretty lovely stunning amazing nice
dramatic gorgeous breathtaking magnificent majestic scenic picturesque wonderful epic detailed highly quality
masterpiece best 4k 8k hd uhd sharp realistic photorealistic foreground background middle distance far away close
standing sitting lying some time light lighting season weather top edge side front back distant overlooking
surrounded covered filled full seen shining looking rising falling
""")
UNCHANGING = frozenset({"sheep", "deer", "fish", "salmon", "swine"})
NEGATIONS = frozenset({"no", "without", "not", "nor", "minus"})

_IRREGULAR = table("""
leaf: leaves
wolf: wolves
knife: knives
loaf: loaves
goose: geese
mouse: mice
person: people
man: men
woman: women
child: children
foot: feet
ox: oxen
deer: deer
sheep: sheep
fish: fish
alp: alps
falls: falls
bus: buses
glass: glass
grass: grass
canvas: canvas
""")  # fmt: skip


@lru_cache(maxsize=4096)
def singular(word: str) -> str:
    """An English noun's singular, by rule; words that are no plural come back as they are."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("oes"):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
