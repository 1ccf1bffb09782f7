package filigree.model.recipe;

import filigree.model.data.Augmentation;
import filigree.model.data.Cifar10;
import filigree.model.data.Csv;
import filigree.model.data.DataSource;
import filigree.model.data.Digits;
import filigree.model.data.FashionMnist;
import filigree.model.data.ImageFolder;
import filigree.model.data.KingJames;
import filigree.model.data.Kmnist;
import filigree.model.data.MarkovText;
import filigree.model.data.Mnist;
import filigree.model.data.NoAugmentation;
import filigree.model.data.ShiftAndFlip;
import filigree.model.data.TextFile;
import filigree.model.data.TinyShakespeare;
import filigree.model.error.UserFacingException;
import filigree.model.gradient.ClipNorm;
import filigree.model.gradient.ClipValue;
import filigree.model.gradient.DataParallel;
import filigree.model.gradient.DeepCompression;
import filigree.model.gradient.DenseGradients;
import filigree.model.gradient.GradientTransform;
import filigree.model.gradient.RandomK;
import filigree.model.gradient.SparseUpdates;
import filigree.model.gradient.Threshold;
import filigree.model.gradient.TopK;
import filigree.model.init.He;
import filigree.model.init.Initializer;
import filigree.model.init.LeCun;
import filigree.model.loss.CrossEntropy;
import filigree.model.loss.Loss;
import filigree.model.method.Method;
import filigree.model.method.MethodType;
import filigree.model.network.Gpt;
import filigree.model.network.LeNet5;
import filigree.model.network.Mlp;
import filigree.model.network.NetworkSpec;
import filigree.model.network.ResNet;
import filigree.model.network.Vgg;
import filigree.model.optim.Adam;
import filigree.model.optim.AdamW;
import filigree.model.optim.Optimizer;
import filigree.model.optim.Sgd;
import filigree.model.optim.SgdW;
import filigree.model.quantize.Binary;
import filigree.model.quantize.FakeQuant;
import filigree.model.quantize.Lsq;
import filigree.model.quantize.NoQuantizer;
import filigree.model.quantize.Quantizer;
import filigree.model.regularize.ElasticNet;
import filigree.model.regularize.GroupLasso;
import filigree.model.regularize.L0;
import filigree.model.regularize.L1;
import filigree.model.regularize.NoRegularizer;
import filigree.model.regularize.Regularizer;
import filigree.model.regularize.SoftThreshold;
import filigree.model.regularize.SparseRefined;
import filigree.model.schedule.Constant;
import filigree.model.schedule.Cosine;
import filigree.model.schedule.CosineRestarts;
import filigree.model.schedule.CubicRamp;
import filigree.model.schedule.Exponential;
import filigree.model.schedule.InversePower;
import filigree.model.schedule.Linear;
import filigree.model.schedule.Same;
import filigree.model.schedule.Schedule;
import filigree.model.schedule.SingleStep;
import filigree.model.schedule.StepDecay;
import filigree.model.schedule.StepList;
import filigree.model.sparsity.Custom;
import filigree.model.sparsity.ErdosRenyi;
import filigree.model.sparsity.ErdosRenyiConstant;
import filigree.model.sparsity.ErdosRenyiKernel;
import filigree.model.sparsity.Floor;
import filigree.model.sparsity.Global;
import filigree.model.sparsity.SparsityDistribution;
import filigree.model.sparsity.Uniform;
import filigree.model.sparsity.UniformPlus;
import filigree.model.topology.Block;
import filigree.model.topology.ChannelPattern;
import filigree.model.topology.Dense;
import filigree.model.topology.DynamicReparameterization;
import filigree.model.topology.GivenMask;
import filigree.model.topology.Grasp;
import filigree.model.topology.Inverted;
import filigree.model.topology.KernelPattern;
import filigree.model.topology.LotteryTicket;
import filigree.model.topology.MagnitudePruning;
import filigree.model.topology.MaskUpdater;
import filigree.model.topology.Mest;
import filigree.model.topology.MovementPruning;
import filigree.model.topology.NOfM;
import filigree.model.topology.NeuronPattern;
import filigree.model.topology.OneShot;
import filigree.model.topology.Pattern;
import filigree.model.topology.RigL;
import filigree.model.topology.Snip;
import filigree.model.topology.SoftMovement;
import filigree.model.topology.SparseEvolution;
import filigree.model.topology.SparseGpt;
import filigree.model.topology.SparseMomentum;
import filigree.model.topology.StaticSparse;
import filigree.model.topology.Structured;
import filigree.model.topology.StructuredRigL;
import filigree.model.topology.SynFlow;
import filigree.model.topology.TaylorPruning;
import filigree.model.topology.TopKast;
import filigree.model.topology.Unstructured;
import filigree.model.topology.Wanda;
import java.util.List;
import java.util.Optional;

/// The methods this build offers. Adding a method is adding its line here.
public final class Catalog {
    private static final List<Family<?>> FAMILIES =
            List.of(
                    new Family<>(
                            "data",
                            DataSource.class,
                            List.of(
                                    FashionMnist.TYPE,
                                    Digits.TYPE,
                                    Mnist.TYPE,
                                    Kmnist.TYPE,
                                    Cifar10.TYPE,
                                    Csv.TYPE,
                                    ImageFolder.TYPE,
                                    KingJames.TYPE,
                                    TinyShakespeare.TYPE,
                                    TextFile.TYPE,
                                    MarkovText.TYPE)),
                    new Family<>(
                            "augmentation",
                            Augmentation.class,
                            List.of(NoAugmentation.TYPE, ShiftAndFlip.TYPE)),
                    new Family<>(
                            "network",
                            NetworkSpec.class,
                            List.of(Mlp.TYPE, LeNet5.TYPE, Vgg.TYPE, ResNet.TYPE, Gpt.TYPE)),
                    new Family<>("init", Initializer.class, List.of(He.TYPE, LeCun.TYPE)),
                    new Family<>("loss", Loss.class, List.of(CrossEntropy.TYPE)),
                    new Family<>(
                            "optimizer",
                            Optimizer.class,
                            List.of(Sgd.TYPE, SgdW.TYPE, Adam.TYPE, AdamW.TYPE)),
                    new Family<>(
                            "schedule",
                            Schedule.class,
                            List.of(
                                    Constant.TYPE,
                                    Linear.TYPE,
                                    Cosine.TYPE,
                                    CubicRamp.TYPE,
                                    InversePower.TYPE,
                                    Exponential.TYPE,
                                    StepDecay.TYPE,
                                    SingleStep.TYPE,
                                    StepList.TYPE,
                                    CosineRestarts.TYPE,
                                    Same.TYPE)),
                    new Family<>(
                            "distribution",
                            SparsityDistribution.class,
                            List.of(
                                    ErdosRenyiKernel.TYPE,
                                    ErdosRenyi.TYPE,
                                    ErdosRenyiConstant.TYPE,
                                    Uniform.TYPE,
                                    UniformPlus.TYPE,
                                    Global.TYPE,
                                    Custom.TYPE,
                                    Floor.TYPE)),
                    new Family<>(
                            "pattern",
                            Pattern.class,
                            List.of(
                                    Unstructured.TYPE,
                                    NOfM.TYPE,
                                    Block.TYPE,
                                    NeuronPattern.TYPE,
                                    KernelPattern.TYPE,
                                    ChannelPattern.TYPE)),
                    new Family<>(
                            "mask-updater",
                            MaskUpdater.class,
                            List.of(
                                    RigL.TYPE,
                                    SparseEvolution.TYPE,
                                    SparseMomentum.TYPE,
                                    Mest.TYPE,
                                    StructuredRigL.TYPE,
                                    DynamicReparameterization.TYPE,
                                    TopKast.TYPE,
                                    StaticSparse.TYPE,
                                    MagnitudePruning.TYPE,
                                    OneShot.TYPE,
                                    TaylorPruning.TYPE,
                                    MovementPruning.TYPE,
                                    SoftMovement.TYPE,
                                    Structured.TYPE,
                                    Snip.TYPE,
                                    Grasp.TYPE,
                                    SynFlow.TYPE,
                                    Wanda.TYPE,
                                    SparseGpt.TYPE,
                                    LotteryTicket.TYPE,
                                    GivenMask.TYPE,
                                    Inverted.TYPE,
                                    Dense.TYPE)),
                    new Family<>(
                            "regularizer",
                            Regularizer.class,
                            List.of(
                                    NoRegularizer.TYPE,
                                    L1.TYPE,
                                    ElasticNet.TYPE,
                                    GroupLasso.TYPE,
                                    L0.TYPE,
                                    SoftThreshold.TYPE,
                                    SparseRefined.TYPE)),
                    new Family<>(
                            "quantizer",
                            Quantizer.class,
                            List.of(NoQuantizer.TYPE, FakeQuant.TYPE, Lsq.TYPE, Binary.TYPE)),
                    new Family<>(
                            "gradients",
                            GradientTransform.class,
                            List.of(
                                    DenseGradients.TYPE,
                                    ClipNorm.TYPE,
                                    ClipValue.TYPE,
                                    TopK.TYPE,
                                    RandomK.TYPE,
                                    Threshold.TYPE,
                                    DeepCompression.TYPE,
                                    SparseUpdates.TYPE,
                                    DataParallel.TYPE)));

    private Catalog() {}

    /// One kind of choice in a recipe and the methods that can fill it.
    ///
    /// @param id kebab-case, `family.<id>` in the bundle
    public record Family<M extends Method>(
            String id, Class<M> of, List<MethodType<? extends M>> types) {}

    public static List<Family<?>> families() {
        return FAMILIES;
    }

    /// Returns every method of every family, in catalog order.
    public static List<MethodType<?>> all() {
        return FAMILIES.stream().<MethodType<?>>flatMap(f -> f.types().stream()).toList();
    }

    /// Returns the methods of a family, in the order a chooser lists them.
    public static <M extends Method> List<MethodType<? extends M>> family(Class<M> family) {
        for (Family<?> f : FAMILIES) {
            if (f.of() == family) {
                @SuppressWarnings("unchecked") // f.of() == family fixes M
                List<MethodType<? extends M>> types = ((Family<M>) f).types();
                return types;
            }
        }
        throw new IllegalArgumentException(family + " is no method family");
    }

    /// Returns the method of this id, of any family.
    public static Optional<MethodType<?>> find(String id) {
        return all().stream().filter(t -> t.id().equals(id)).findFirst();
    }

    /// Returns the method of a family with this id.
    ///
    /// @param path where it was asked for, for the message
    /// @throws UserFacingException if there is none, naming the nearest or all there are
    public static <M extends Method> MethodType<? extends M> find(
            Class<M> family, String id, String path) {
        List<MethodType<? extends M>> types = family(family);
        for (MethodType<? extends M> type : types) {
            if (type.id().equals(id)) {
                return type;
            }
        }
        List<String> ids = types.stream().<String>map(MethodType::id).toList();
        throw Nearest.to(id, ids)
                .map(nearest -> new UserFacingException("unknown-method", id, path, nearest))
                .orElseGet(() ->
                        new UserFacingException(
                                "unknown-method-list", id, path, String.join(", ", ids)));
    }
}
