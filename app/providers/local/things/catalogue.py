"""Every thing that can be drawn: its names, size and place."""

from __future__ import annotations

from app.providers.local.things.sprite import Kind, Place, Trait


def _trait(key: str, words: str, kind: Kind, tall: float, place: Place = "ground") -> Trait:
    return Trait(
        key=key,
        words=(key.replace("-", " "), *(w.strip() for w in words.split(",") if w.strip())),
        kind=kind,
        tall=tall,
        place=place,
    )


ROOMS: dict[str, tuple[Trait, ...]] = {
    "towers": (_trait("lighthouse", "beacon, light house", "building", 17),),
    "air": (_trait("balloon", "hot-air balloon, hot air balloon, balloons", "air", 24, "air"),),
    "fruit": (
        _trait("lemon", "lemons, lime, limes, citrus", "object", 0.06, "table"),
        _trait("half-lemon", "cut lemon, sliced lemon, lemon slice", "object", 0.05, "table"),
        _trait("orange", "oranges, tangerine, clementine, mandarin", "object", 0.075, "table"),
        _trait("apple", "apples", "object", 0.085, "table"),
        _trait("pear", "pears", "object", 0.13, "table"),
        _trait("grapes", "grape, bunch of grapes", "object", 0.06, "table"),
        _trait("bread", "loaf, loaf of bread, loaves", "object", 0.11, "table"),
        _trait("cheese", "cheddar, brie", "object", 0.06, "table"),
        _trait("pumpkin", "pumpkins, squash, gourd", "object", 0.26, "table"),
        _trait("fruit-bowl", "bowl of fruit, fruit, fruits, bowl of fruits", "object", 0.2, "table"),
    ),
    "crockery": (
        _trait("jug", "jugs, pitcher, ewer, carafe, urn, amphora", "object", 0.25, "table"),
        _trait("cup", "cups, mug, coffee, tea, teacup, cup of coffee, cup of tea, saucer", "object", 0.09, "table"),
        _trait("teapot", "teapots, kettle, coffee pot", "object", 0.155, "table"),
        _trait("bowl", "bowls, dish", "object", 0.076, "table"),
        _trait("plate", "plates", "object", 0.02, "table"),
    ),
    "flowers": (
        _trait(
            "vase", "flowers, vases, bouquet, vase of flowers, flower, daisies, peonies, lilies", "plant", 0.4, "table"
        ),
        _trait("sunflowers", "vase of sunflowers", "plant", 0.4, "table"),
        _trait("roses", "vase of roses", "plant", 0.4, "table"),
        _trait("tulips", "vase of tulips", "plant", 0.4, "table"),
        _trait("sunflower", "", "plant", 0.32),
        _trait("rose", "", "plant", 0.32),
        _trait("tulip", "", "plant", 0.32),
        _trait("daisy", "", "plant", 0.32),
    ),
    "vessels": (
        _trait("sailboat", "sailing boat, sailboats, yacht, sloop, sail boat, dinghy, sails", "vessel", 10, "water"),
        _trait("rowing-boat", "rowboat, boat, row boat, canoe, skiff, punt, kayak, raft", "vessel", 1.1, "water"),
        _trait("fishing-boat", "trawler, fishing boats, tugboat, fishing vessel, ferry", "vessel", 6, "water"),
        _trait(
            "ship", "tall ship, galleon, pirate ship, frigate, schooner, sailing ship, clipper", "vessel", 22, "water"
        ),
        _trait(
            "steamer",
            "steamship, liner, ocean liner, cruise ship, freighter, cargo ship, titanic",
            "vessel",
            19,
            "water",
        ),
        _trait("gondola", "gondolas, gondolier", "vessel", 3, "water"),
    ),
    "houses": (
        _trait("house", "houses, home, villa, mansion, farmhouse, manor, building, inn, school", "building", 9.5),
        _trait("cottage", "cottages, hut, bungalow, thatched cottage", "building", 6.5),
        _trait("cabin", "log cabin, chalet, lodge, shack, shed, treehouse", "building", 5.2),
        _trait("church", "churches, chapel, cathedral, abbey, steeple, monastery", "building", 22),
        _trait("barn", "barns, stable, farm", "building", 8),
        _trait("windmill", "windmills, mill", "building", 20),
        _trait("bridge", "bridges, stone bridge, viaduct, aqueduct", "building", 6),
    ),
    "monuments": (
        _trait("pagoda", "pagodas, japanese temple, chinese temple, shrine", "building", 24),
        _trait("torii", "torii gate, shinto gate, japanese gate", "building", 8),
        _trait("temple", "greek temple, parthenon, roman temple, temples", "building", 10.5),
        _trait("statue", "statues, sculpture, monument", "building", 4.2),
        _trait("fountain", "fountains", "building", 3.8),
        _trait("igloo", "igloos", "building", 2.2),
        _trait("tent", "tents, camp, campsite", "object", 1.75),
        _trait("pyramid", "pyramids", "building", 21),
    ),
    "beasts": (
        _trait("dog", "dogs, puppy, hound, labrador, retriever", "animal", 0.9),
        _trait("horse", "horses, pony, mare, stallion, foal, donkey", "animal", 2.2),
        _trait("deer", "stag, stags, doe, elk, moose, reindeer, antelope", "animal", 2.2),
        _trait("fox", "foxes, vixen", "animal", 0.65),
        _trait("wolf", "wolves, husky, coyote", "animal", 1.0),
        _trait("bear", "bears, grizzly, polar bear", "animal", 1.5),
        _trait("cow", "cows, cattle, bull, ox, calf", "animal", 1.75),
        _trait("sheep", "lamb, lambs, goat, goats, flock", "animal", 1.0),
        _trait("elephant", "elephants, mammoth", "animal", 3.4),
        _trait("lion", "lions, tiger, lioness", "animal", 1.5),
    ),
    "wildlife": (
        _trait(
            "bird",
            "birds, seagull, seagulls, gull, gulls, eagle, hawk, crow, raven, dove, falcon, pigeon, swallow, crane",
            "animal",
            0.5,
            "air",
        ),
        _trait(
            "songbird",
            "robin, sparrow, bluebird, finch, canary, hummingbird, kingfisher, blackbird, parrot",
            "animal",
            0.22,
        ),
        _trait("owl", "owls", "animal", 0.6),
        _trait("swan", "swans, goose, flamingo, heron", "animal", 0.85, "water"),
        _trait("duck", "ducks, mallard, duckling", "animal", 0.28, "water"),
    ),
    "people": (
        _trait(
            "woman",
            "women, girl, lady, person, people, dancer, queen, princess, mother, bride, ballerina, figure",
            "person",
            1.75,
        ),
        _trait(
            "man",
            "men, boy, gentleman, fisherman, farmer, king, father, traveller, soldier, knight, sailor",
            "person",
            1.85,
        ),
        _trait("child", "children, kid, kids, toddler, little girl, little boy", "person", 1.2),
    ),
    "vehicles": (
        _trait("car", "cars, automobile, taxi, cab, vehicle, truck, van", "vehicle", 1.48),
        _trait("bus", "buses, tram, trolley, streetcar, double-decker", "vehicle", 4.2),
        _trait("bicycle", "bicycles, bike, bikes, cyclist, motorcycle, scooter", "vehicle", 1.07),
        _trait("train", "trains, locomotive, steam train, railway, engine", "vehicle", 5.5),
        _trait("aeroplane", "airplane, plane, planes, biplane, aircraft, helicopter, jet", "air", 3.2, "air"),
        _trait("airship", "zeppelin, blimp, dirigible, airships", "air", 11, "air"),
    ),
    "household": (
        _trait("book", "books, novel, pile of books, stack of books", "object", 0.1, "table"),
        _trait("clock", "clocks, watch, mantel clock, alarm clock", "object", 0.24, "table"),
        _trait("skull", "skulls, vanitas", "object", 0.2, "table"),
        _trait("chair", "chairs, armchair, stool, throne, bench", "object", 1.05),
        _trait("umbrella", "umbrellas, parasol", "object", 1.05),
        _trait("mushroom", "mushrooms, toadstool, toadstools, fungus, fungi", "plant", 0.11),
        _trait("cactus", "cacti, cactuses, saguaro", "plant", 3.3),
    ),
    "pets": (
        _trait("cat", "cats, kitten, kittens, kitty", "animal", 0.5),
        _trait("rabbit", "rabbits, hare, bunny", "animal", 0.38),
    ),
    "waterlife": (
        _trait("fish", "fishes, goldfish, salmon, trout, koi, shark", "animal", 0.28, "water"),
        _trait("whale", "whales, humpback, orca", "animal", 3.6, "water"),
        _trait("dolphin", "dolphins, porpoise", "animal", 1.5, "air"),
        _trait("butterfly", "butterflies, moth, dragonfly", "animal", 0.11, "air"),
    ),
    "instruments": (
        _trait("violin", "violins, fiddle, viola, cello", "object", 0.72, "table"),
        _trait("guitar", "guitars, ukulele, lute, mandolin", "object", 1.0),
    ),
    "castles": (
        _trait("castle", "castles, fortress, palace, fort, citadel, keep", "building", 33),
        _trait("tower", "towers, watchtower, belfry, turret, ruin, ruins", "building", 24),
    ),
    "suits": (
        _trait("robot", "robots, android, cyborg", "person", 2.1),
        _trait("astronaut", "astronauts, spaceman, cosmonaut", "person", 1.95),
    ),
    "glassware": (
        _trait("bottle", "bottles, wine bottle, wine, bottle of wine", "object", 0.3, "table"),
        _trait("wine-glass", "glass, glasses, glass of wine, goblet", "object", 0.185, "table"),
        _trait("candle", "candles, candlestick, candlelight", "object", 0.255, "table"),
        _trait("lantern", "lanterns, lamp, oil lamp", "object", 0.32, "table"),
    ),
}

THINGS: tuple[Trait, ...] = tuple(trait for room in ROOMS.values() for trait in room)
ROOM_OF: dict[str, str] = {trait.key: room for room, traits in ROOMS.items() for trait in traits}
