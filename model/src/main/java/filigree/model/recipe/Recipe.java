package filigree.model.recipe;

import filigree.model.data.DataSource;
import filigree.model.data.FashionMnist;
import filigree.model.error.Problem;
import filigree.model.error.UserFacingException;
import filigree.model.gradient.DenseGradients;
import filigree.model.gradient.GradientTransform;
import filigree.model.init.He;
import filigree.model.init.Initializer;
import filigree.model.loss.CrossEntropy;
import filigree.model.loss.Loss;
import filigree.model.method.Method;
import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.method.Param.Timing;
import filigree.model.method.Param.Unit;
import filigree.model.method.ParamValues;
import filigree.model.network.Mlp;
import filigree.model.network.NetworkSpec;
import filigree.model.optim.Optimizer;
import filigree.model.optim.Sgd;
import filigree.model.quantize.NoQuantizer;
import filigree.model.quantize.Quantizer;
import filigree.model.regularize.NoRegularizer;
import filigree.model.regularize.Regularizer;
import filigree.model.topology.MaskUpdater;
import filigree.model.topology.RigL;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Everything a person chose for a run. With the data and the same kernels it determines the
/// result, bit for bit.
///
/// @param name shown in lists of runs
/// @param seed of every random number
/// @param batch examples of a step
/// @param epochs length of the run, or 0 where `steps` says it
/// @param steps length of the run, or 0 where `epochs` says it
public record Recipe(
        String name,
        long seed,
        int batch,
        long epochs,
        long steps,
        DataSource data,
        NetworkSpec network,
        Initializer init,
        Loss loss,
        Optimizer optimizer,
        MaskUpdater maskUpdater,
        Regularizer regularizer,
        Quantizer quantizer,
        GradientTransform gradients)
        implements Method {
    public Recipe {
        if ((epochs > 0) == (steps > 0)) {
            throw new IllegalArgumentException(epochs + " epochs and " + steps + " steps");
        }
    }

    static final int VERSION = 1;
    private static final String VERSION_KEY = "version";

    static final Param.OfText NAME = new Param.OfText("name", "untitled", 200, Timing.NEXT_RUN);
    static final Param.OfLong SEED = Param.whole("seed", 1, 0, Long.MAX_VALUE);
    static final Param.OfLong BATCH = Param.whole("batch", 128, 1, 65_536).in(Unit.EXAMPLES);
    static final Param.OfLong EPOCHS = Param.whole("epochs", 10, 1, 1_000_000).in(Unit.EPOCHS);
    static final Param.OfLong STEPS = Param.steps("steps", 4_290, 1_000_000_000);
    static final Param.OfMethod<DataSource> DATA =
            Param.method("data", DataSource.class, FashionMnist.TYPE.create(ParamValues.none()));
    static final Param.OfMethod<NetworkSpec> NETWORK =
            Param.method("network", NetworkSpec.class, Mlp.TYPE.create(ParamValues.none()));
    static final Param.OfMethod<Initializer> INIT =
            Param.method("init", Initializer.class, He.TYPE.create(ParamValues.none()));
    static final Param.OfMethod<Loss> LOSS = Param.method("loss", Loss.class, new CrossEntropy());
    static final Param.OfMethod<Optimizer> OPTIMIZER =
            Param.method("optimizer", Optimizer.class, Sgd.TYPE.create(ParamValues.none()));
    static final Param.OfMethod<MaskUpdater> MASK_UPDATER =
            Param.<MaskUpdater>method(
                            "maskUpdater", MaskUpdater.class, RigL.TYPE.create(ParamValues.none()))
                    .live();
    static final Param.OfMethod<Regularizer> REGULARIZER =
            Param.method("regularizer", Regularizer.class, new NoRegularizer());
    static final Param.OfMethod<Quantizer> QUANTIZER =
            Param.method("quantizer", Quantizer.class, new NoQuantizer());
    static final Param.OfMethod<GradientTransform> GRADIENTS =
            Param.method("gradients", GradientTransform.class, new DenseGradients());

    /// The recipe itself as a described thing, so that panel and codec need no special case.
    public static final MethodType<Recipe> TYPE =
            MethodType.<Recipe>of("recipe", "by definition")
                    .param(NAME, Recipe::name)
                    .param(SEED, Recipe::seed)
                    .param(BATCH, r -> (long) r.batch())
                    .param(EPOCHS, Recipe::epochs)
                    .param(STEPS, Recipe::steps)
                    .param(DATA, Recipe::data)
                    .param(NETWORK, Recipe::network)
                    .param(INIT, Recipe::init)
                    .param(LOSS, Recipe::loss)
                    .param(OPTIMIZER, Recipe::optimizer)
                    .param(MASK_UPDATER, Recipe::maskUpdater)
                    .param(REGULARIZER, Recipe::regularizer)
                    .param(QUANTIZER, Recipe::quantizer)
                    .param(GRADIENTS, Recipe::gradients)
                    .build(Recipe::of);

    /// Where both are chosen, epochs say how long it is.
    private static Recipe of(ParamValues v) {
        long epochs = v.get(EPOCHS);
        return new Recipe(
                v.get(NAME),
                v.get(SEED),
                Math.toIntExact(v.get(BATCH)),
                epochs,
                epochs > 0 ? 0 : v.get(STEPS),
                v.get(DATA),
                v.get(NETWORK),
                v.get(INIT),
                v.get(LOSS),
                v.get(OPTIMIZER),
                v.get(MASK_UPDATER),
                v.get(REGULARIZER),
                v.get(QUANTIZER),
                v.get(GRADIENTS));
    }

    @Override
    public MethodType<Recipe> type() {
        return TYPE;
    }

    /// Returns the number of steps of the whole run.
    ///
    /// @param stepsPerEpoch whole batches in the training part
    public long length(long stepsPerEpoch) {
        return steps > 0 ? steps : Math.multiplyExact(epochs, stepsPerEpoch);
    }

    /// Returns the tree that is written as JSON.
    public Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(VERSION_KEY, VERSION);
        tree.putAll(MethodCodec.encodeParams(this));
        tree.remove(steps > 0 ? EPOCHS.key() : STEPS.key());
        return tree;
    }

    /// Reads a recipe from its tree. What is missing has its default.
    ///
    /// @throws UserFacingException naming everything that is unknown or not allowed
    public static Recipe fromTree(Map<String, ?> tree) {
        var problems = new ArrayList<Problem>();
        Object version = tree.get(VERSION_KEY);
        if (version != null && !(version instanceof Number n && n.longValue() == VERSION)) {
            throw new UserFacingException("recipe-version", version, VERSION);
        }
        if (tree.containsKey(EPOCHS.key()) && tree.containsKey(STEPS.key())) {
            problems.add(Problem.of("epochs-and-steps"));
        }
        ParamValues values =
                MethodCodec.decodeParams(TYPE, tree, Set.of(VERSION_KEY), "", problems);
        if (!problems.isEmpty()) {
            throw new UserFacingException(problems, null);
        }
        boolean bySteps = tree.containsKey(STEPS.key());
        return of(values.with(bySteps ? EPOCHS : STEPS, 0L));
    }

    /// Returns this recipe with one value replaced, checked like a value read from a file. Setting
    /// `steps` takes `epochs` away and the other way round.
    ///
    /// @param path keys from the top, for example `maskUpdater.dropFraction.initial`
    /// @param value as it would stand in recipe JSON
    public Recipe with(String path, Object value) {
        Map<String, Object> tree = toTree();
        Map<String, Object> at = tree;
        MethodType<?> type = TYPE;
        String[] keys = path.split("\\.", -1);
        for (int i = 0; i < keys.length; i++) {
            String above = String.join(".", List.of(keys).subList(0, i));
            requireKey(type, keys[i], above);
            if (i == keys.length - 1) {
                at.put(keys[i], value);
            } else {
                if (!(at.get(keys[i]) instanceof Map<?, ?> below)) {
                    throw new UserFacingException("no-parts", MethodCodec.join(above, keys[i]));
                }
                @SuppressWarnings("unchecked") // toTree writes string keys
                Map<String, Object> typed = (Map<String, Object>) below;
                at = typed;
                type = typeOf(at);
            }
        }
        if (path.equals(STEPS.key())) {
            tree.remove(EPOCHS.key());
        } else if (path.equals(EPOCHS.key())) {
            tree.remove(STEPS.key());
        }
        return fromTree(tree);
    }

    private static MethodType<?> typeOf(Map<?, ?> tree) {
        return Catalog.find(String.valueOf(tree.get(MethodCodec.METHOD))).orElseThrow();
    }

    private static void requireKey(MethodType<?> type, String key, String above) {
        List<String> known = type.params().stream().<String>map(Param::key).toList();
        if (!known.contains(key) && !key.equals(MethodCodec.METHOD)) {
            throw new UserFacingException(List.of(MethodCodec.unknownKey(key, known, above)), null);
        }
    }

    /// Returns the value at a path as it stands in recipe JSON.
    public Object get(String path) {
        Object at = toTree();
        for (String key : path.split("\\.", -1)) {
            at = at instanceof Map<?, ?> map ? map.get(key) : null;
            if (at == null) {
                throw new IllegalArgumentException("no " + path + " in recipe " + name);
            }
        }
        return at;
    }

    /// Returns the descriptor of the parameter at a path of this recipe; the key `method` inside
    /// one belongs to that one.
    public Param<?> param(String path) {
        MethodType<?> type = TYPE;
        Object at = toTree();
        Param<?> found = null;
        for (String key : path.split("\\.", -1)) {
            if (key.equals(MethodCodec.METHOD) && found != null) {
                continue; // its name stands for the method
            }
            found =
                    type.params().stream()
                            .filter(p -> p.key().equals(key))
                            .findFirst()
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "no " + path + " in recipe " + name));
            at = at instanceof Map<?, ?> map ? map.get(key) : null;
            if (at instanceof Map<?, ?> map) {
                type = typeOf(map);
            }
        }
        return java.util.Objects.requireNonNull(found);
    }
}
